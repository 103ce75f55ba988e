package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** Writes DER, right and wrong. */
final class Der {
    private Der() {}

    static byte[] integer(byte[] content) {
        return tagged(2, content);
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] tagged(int tag, byte[]... parts) {
        byte[] content = join(parts);
        byte[] head = content.length < 128
                ? new byte[] {(byte) tag, (byte) content.length}
                : new byte[] {(byte) tag, (byte) 0x81, (byte) content.length};
        return join(head, content);
    }

    /** As many bytes as the order has. */
    static byte[] fixed(BigInteger number, BigInteger order) {
        byte[] bytes = new byte[(order.bitLength() + 7) / 8];
        byte[] minimal = number.toByteArray();
        int from = Math.max(0, minimal.length - bytes.length);
        System.arraycopy(minimal, from, bytes, bytes.length - minimal.length + from, minimal.length - from);
        return bytes;
    }

    /** Without the first bytes. */
    static byte[] drop(byte[] bytes, int number) {
        return Arrays.copyOfRange(bytes, number, bytes.length);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
