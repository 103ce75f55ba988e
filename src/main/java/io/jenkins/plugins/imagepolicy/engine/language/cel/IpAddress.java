package io.jenkins.plugins.imagepolicy.engine.language.cel;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address as Kubernetes' CEL reads it: no zone, no leading zeros, no IPv4 address in an IPv6 one. */
record IpAddress(BigInteger value, int bits) {
    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]+");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    static Optional<IpAddress> parse(String text) {
        if (V4.matcher(text).matches()) {
            return parseV4(text);
        }
        return V6.matcher(text).matches() && text.contains(":") ? parseV6(text) : Optional.empty();
    }

    private static Optional<IpAddress> parseV4(String text) {
        long value = 0;
        for (String part : text.split("\\.")) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return Optional.empty();
            }
            value = value << 8 | octet;
        }
        return Optional.of(new IpAddress(BigInteger.valueOf(value), 32));
    }

    private static Optional<IpAddress> parseV6(String text) {
        int gap = text.indexOf("::");
        String[] before = groups(gap < 0 ? text : text.substring(0, gap));
        String[] after = groups(gap < 0 ? "" : text.substring(gap + 2));
        int count = before.length + after.length;
        if (gap < 0 ? count != 8 : count > 7) {
            return Optional.empty();
        }
        String[] all = new String[8];
        Arrays.fill(all, "0");
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(after, 0, all, 8 - after.length, after.length);
        BigInteger value = BigInteger.ZERO;
        for (String group : all) {
            if (!GROUP.matcher(group).matches()) {
                return Optional.empty();
            }
            value = value.shiftLeft(16).or(BigInteger.valueOf(Integer.parseInt(group, 16)));
        }
        boolean mapped = value.shiftRight(32).equals(BigInteger.valueOf(0xffff));
        return mapped ? Optional.empty() : Optional.of(new IpAddress(value, 128));
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    boolean isV4() {
        return bits == 32;
    }

    long family() {
        return isV4() ? 4 : 6;
    }

    /** The first {@code length} bits; the others 0. */
    IpAddress prefix(int length) {
        BigInteger kept = value.shiftRight(bits - length).shiftLeft(bits - length);
        return new IpAddress(kept, bits);
    }

    private InetAddress address() {
        byte[] bytes = new byte[bits / 8];
        byte[] magnitude = value.toByteArray();
        for (int i = 0; i < Math.min(bytes.length, magnitude.length); i++) {
            bytes[bytes.length - 1 - i] = magnitude[magnitude.length - 1 - i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isUnspecified() {
        return value.signum() == 0;
    }

    boolean isLoopback() {
        return address().isLoopbackAddress();
    }

    boolean isLinkLocalUnicast() {
        return address().isLinkLocalAddress();
    }

    boolean isLinkLocalMulticast() {
        return isV4() ? value.shiftRight(8).longValue() == 0xe00000 : address().isMCLinkLocal();
    }

    boolean isGlobalUnicast() {
        boolean broadcast = isV4() && value.longValue() == 0xffffffffL;
        return !broadcast
                && !isUnspecified()
                && !isLoopback()
                && !address().isMulticastAddress()
                && !isLinkLocalUnicast();
    }

    /** RFC 5952: the longest run of zero groups, the first of several, is left out. */
    @Override
    public String toString() {
        if (isV4()) {
            long v = value.longValue();
            return (v >> 24) + "." + (v >> 16 & 255) + "." + (v >> 8 & 255) + "." + (v & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xffff;
        }
        int start = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                start = i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
