package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A Rekor log that takes anything. Every entry becomes the second of a tree of three. */
public final class TestRekor {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final String host;
    private final KeyPair pair;
    private final boolean second;

    /** Generation 1: P-256, promises; the checkpoint names the tree. */
    public static TestRekor first(String host) {
        return new TestRekor(host, TestKeys.pair("P-256"), false);
    }

    /** Generation 1 with another kind of key: {@code P-384} and the like. */
    public static TestRekor first(String host, String keys) {
        return new TestRekor(host, TestKeys.pair(keys), false);
    }

    /** Generation 2: Ed25519, no promise, no time. */
    public static TestRekor second(String host) {
        return new TestRekor(host, TestKeys.pair("Ed25519"), true);
    }

    private TestRekor(String host, KeyPair pair, boolean second) {
        this.host = host;
        this.pair = pair;
        this.second = second;
    }

    public boolean isSecond() {
        return second;
    }

    public PublicKey key() {
        return pair.getPublic();
    }

    public String url() {
        return "https://" + host;
    }

    /** Id of the log as a trusted root gives it: of the key, or for generation 2 of the key with its name (C2SP signed-note). */
    public byte[] id() {
        if (!second) {
            return Hashes.sha256(key().getEncoded());
        }
        byte[] encoded = key().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Hashes.sha256((host + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {1}, raw);
    }

    /** Signed entry timestamp. */
    public byte[] promise(byte[] body, long logIndex, Instant time) {
        String json = "{\"body\":\"" + Base64Text.encode(body) + "\",\"integratedTime\":" + time.getEpochSecond()
                + ",\"logID\":\"" + HexFormat.of().formatHex(id()) + "\",\"logIndex\":" + logIndex + "}";
        return TestKeys.signLegacy(pair.getPrivate(), json.getBytes(StandardCharsets.UTF_8));
    }

    private static final byte[] FIRST = Hashes.sha256(LEAF, new byte[] {1});
    private static final byte[] THIRD = Hashes.sha256(LEAF, new byte[] {3});

    /** Hashes of the proof that {@code body} is entry 1 of the tree of 3. */
    public List<byte[]> proof() {
        return List.of(FIRST, THIRD);
    }

    public byte[] root(byte[] body) {
        return Hashes.sha256(NODE, Hashes.sha256(NODE, FIRST, Hashes.sha256(LEAF, body)), THIRD);
    }

    public String checkpoint(byte[] root, long size) {
        String text = (second ? host : host + " - 1234567890") + "\n" + size + "\n" + Base64Text.encode(root) + "\n";
        byte[] signature = TestKeys.signLegacy(pair.getPrivate(), text.getBytes(StandardCharsets.UTF_8));
        byte[] hinted = ByteBuffer.allocate(4 + signature.length)
                .put(id(), 0, 4)
                .put(signature)
                .array();
        return text + "\n\u2014 " + host + " " + Base64Text.encode(hinted) + "\n";
    }
}
