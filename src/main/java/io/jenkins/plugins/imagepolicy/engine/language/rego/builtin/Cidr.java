package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A block of addresses: the bits of its first address, and how many of them are fixed. */
record Cidr(BigInteger first, int prefix, int bits) {

    boolean isIpv4() {
        return bits == 32;
    }

    private static Cidr of(byte[] address, int prefix) {
        int bits = address.length * 8;
        BigInteger value = new BigInteger(1, address);
        return new Cidr(value.shiftRight(bits - prefix).shiftLeft(bits - prefix), prefix, bits);
    }

    /** Reads {@code 10.0.0.0/8} or {@code fe80::/10}; null if it is neither. */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return null;
        }
        byte[] address = address(text.substring(0, slash));
        String length = text.substring(slash + 1);
        if (address == null || !length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > address.length * 8) {
            return null;
        }
        return of(address, Integer.parseInt(length));
    }

    /** Reads a single address as a block of one. */
    static Cidr parseAddress(String text) {
        byte[] address = address(text);
        return address == null ? null : of(address, address.length * 8);
    }

    /** The bytes of an address written in digits; never a host name, which would be looked up. */
    private static byte[] address(String text) {
        if (text.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
            byte[] bytes = new byte[4];
            String[] parts = text.split("[.]");
            for (int i = 0; i < 4; i++) {
                if (Integer.parseInt(parts[i]) > 255 || parts[i].length() > 1 && parts[i].startsWith("0")) {
                    return null;
                }
                bytes[i] = (byte) Integer.parseInt(parts[i]);
            }
            return bytes;
        }
        if (!text.contains(":") || !text.matches("[0-9A-Fa-f:.]{2,45}")) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    BigInteger last() {
        return first.add(BigInteger.ONE.shiftLeft(bits - prefix)).subtract(BigInteger.ONE);
    }

    boolean contains(Cidr that) {
        return bits == that.bits && first.compareTo(that.first) <= 0 && last().compareTo(that.last()) >= 0;
    }

    /** True if the blocks overlap or one follows the other. */
    boolean touches(Cidr that) {
        return bits == that.bits
                && first.compareTo(that.last().add(BigInteger.ONE)) <= 0
                && that.first.compareTo(last().add(BigInteger.ONE)) <= 0;
    }

    /** The block of the address's class (RFC 791): 8, 16 or 24 bits. */
    Cidr withDefaultMask() {
        int top = first.shiftRight(24).intValue();
        int length = top < 128 ? 8 : top < 192 ? 16 : 24;
        return new Cidr(first.shiftRight(32 - length).shiftLeft(32 - length), length, 32);
    }

    /** How many addresses; a huge number saturates. */
    long count() {
        return bits - prefix > 62 ? Long.MAX_VALUE : 1L << (bits - prefix);
    }

    List<byte[]> addresses() {
        List<byte[]> out = new ArrayList<>();
        BigInteger at = first;
        for (long i = 0; i < count(); i++) {
            out.add(bytes(at));
            at = at.add(BigInteger.ONE);
        }
        return out;
    }

    private byte[] bytes(BigInteger value) {
        byte[] raw = value.toByteArray();
        byte[] out = new byte[bits / 8];
        int n = Math.min(raw.length, out.length);
        System.arraycopy(raw, raw.length - n, out, out.length - n, n);
        return out;
    }

    /** Blocks that cover exactly the same addresses, as few as possible, in order. */
    static List<Cidr> merge(List<Cidr> blocks) {
        List<Cidr> sorted = new ArrayList<>(blocks);
        sorted.sort(Comparator.comparing(Cidr::bits).thenComparing(Cidr::first).thenComparing(Cidr::prefix));
        List<Cidr> out = new ArrayList<>();
        for (Cidr block : sorted) {
            Cidr next = block;
            while (next != null) {
                Cidr previous = out.isEmpty() ? null : out.get(out.size() - 1);
                if (previous != null && previous.contains(next)) {
                    next = null;
                } else if (previous != null && previous.isTwin(next)) {
                    out.remove(out.size() - 1);
                    next = new Cidr(previous.first, previous.prefix - 1, previous.bits);
                } else {
                    out.add(next);
                    next = null;
                }
            }
        }
        return out;
    }

    /** True if the two are the halves of one block. */
    private boolean isTwin(Cidr that) {
        return bits == that.bits
                && prefix == that.prefix
                && prefix > 0
                && !first.equals(that.first)
                && first.shiftRight(bits - prefix + 1).equals(that.first.shiftRight(bits - prefix + 1));
    }

    @Override
    public String toString() {
        return text(bytes(first)) + "/" + prefix;
    }

    /** An address as text; of IPv6 the longest run of zeros is left out (RFC 5952). */
    static String text(byte[] a) {
        if (a.length == 4) {
            return (a[0] & 0xFF) + "." + (a[1] & 0xFF) + "." + (a[2] & 0xFF) + "." + (a[3] & 0xFF);
        }
        int[] groups = new int[8];
        int from = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            groups[i] = (a[2 * i] & 0xFF) << 8 | a[2 * i + 1] & 0xFF;
        }
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == from) {
                out.append("::");
                i += length - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
