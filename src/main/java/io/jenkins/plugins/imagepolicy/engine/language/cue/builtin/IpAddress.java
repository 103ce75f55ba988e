package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An address of 4 or 16 bytes. source: Go, package net/netip
 *
 * @param zone the interface of a local address of version 6, or empty
 */
record IpAddress(byte[] bytes, String zone) {
    private IpAddress(byte[] bytes) {
        this(bytes, "");
    }

    /** A string, bytes of text, or a list of 4 or 16 numbers; null when it is no address. */
    static IpAddress of(Data value) {
        if (value instanceof Data.StringData text) {
            return parse(text.value());
        }
        if (value instanceof Data.BytesData text) {
            return parse(EncodingPackages.utf8(text.value()));
        }
        return value instanceof Data.ListData list ? ofList(list.elements()) : null;
    }

    private static IpAddress ofList(List<Data> elements) {
        if (elements.size() != 4 && elements.size() != 16) {
            return null;
        }
        byte[] bytes = new byte[elements.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(elements.get(i) instanceof Data.NumberData number) || !number.integer()) {
                return null;
            }
            if (number.value().signum() < 0
                    || number.value().intValue() > 255
                    || number.value().precision() > 3) {
                return null;
            }
            bytes[i] = (byte) number.value().intValue();
        }
        return new IpAddress(bytes);
    }

    static IpAddress parse(String text) {
        int percent = text.indexOf('%');
        if (percent >= 0) {
            byte[] bytes = text.indexOf(':') < 0 ? null : parse6(text.substring(0, percent));
            String zone = text.substring(percent + 1);
            return bytes == null || zone.isEmpty() ? null : new IpAddress(bytes, zone);
        }
        int dot = text.indexOf('.');
        int colon = text.indexOf(':');
        if (colon < 0) {
            byte[] bytes = dot < 0 ? null : parse4(text);
            return bytes == null ? null : new IpAddress(bytes);
        }
        byte[] bytes = parse6(text);
        return bytes == null ? null : new IpAddress(bytes);
    }

    private static byte[] parse4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || (part.length() > 1 && part.startsWith("0")) || Integer.parseInt(part) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(part);
        }
        return bytes;
    }

    private static byte[] parse6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        List<Byte> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Byte> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return null;
        }
        int known = head.size() + tail.size();
        if (gap < 0 ? known != 16 : known > 14) {
            return null;
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < head.size(); i++) {
            bytes[i] = head.get(i);
        }
        for (int i = 0; i < tail.size(); i++) {
            bytes[16 - tail.size() + i] = tail.get(i);
        }
        return bytes;
    }

    private static List<Byte> groups(String text, boolean last) {
        List<Byte> bytes = new ArrayList<>();
        if (text.isEmpty()) {
            return bytes;
        }
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            if (group.contains(".")) {
                byte[] four = last && i == groups.length - 1 ? parse4(group) : null;
                if (four == null) {
                    return null;
                }
                for (byte b : four) {
                    bytes.add(b);
                }
                continue;
            }
            if (group.isEmpty() || group.length() > 4 || !group.matches("[0-9a-fA-F]+")) {
                return null;
            }
            int value = Integer.parseInt(group, 16);
            bytes.add((byte) (value >> 8));
            bytes.add((byte) value);
        }
        return bytes;
    }

    boolean is4() {
        return bytes.length == 4;
    }

    private boolean isMapped() {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return (bytes[10] & bytes[11] & 0xff) == 0xff;
    }

    /** What Go's predicates look at: an IPv4 address mapped into IPv6 counts as what it is. */
    IpAddress unmapped() {
        return is4() || !isMapped() ? this : new IpAddress(Arrays.copyOfRange(bytes, 12, 16));
    }

    boolean isLoopback() {
        return is4() ? bytes[0] == 127 : isLastOne();
    }

    private boolean isLastOne() {
        for (int i = 0; i < 15; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[15] == 1;
    }

    boolean isUnspecified() {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isMulticast() {
        return is4() ? (bytes[0] & 0xf0) == 0xe0 : (bytes[0] & 0xff) == 0xff;
    }

    boolean isInterfaceLocalMulticast() {
        return !is4() && isMulticast() && (bytes[1] & 0x0f) == 1;
    }

    boolean isLinkLocalMulticast() {
        return is4()
                ? (bytes[0] & 0xff) == 224 && bytes[1] == 0 && bytes[2] == 0
                : isMulticast() && (bytes[1] & 0x0f) == 2;
    }

    boolean isLinkLocalUnicast() {
        return is4()
                ? (bytes[0] & 0xff) == 169 && (bytes[1] & 0xff) == 254
                : (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80;
    }

    boolean isGlobalUnicast() {
        boolean broadcast = is4() && (bytes[0] & bytes[1] & bytes[2] & bytes[3] & 0xff) == 0xff;
        return !broadcast && !isUnspecified() && !isLoopback() && !isMulticast() && !isLinkLocalUnicast();
    }

    byte[] as16() {
        if (!is4()) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    /** The canonical text of RFC 5952. */
    String text() {
        if (is4()) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        if (isMapped()) {
            return "::ffff:" + unmapped().text() + (zone.isEmpty() ? "" : "%" + zone);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && groups[j] == 0) {
                j++;
            }
            if (j - i > length) {
                start = i;
                length = j - i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.append(zone.isEmpty() ? "" : "%").append(zone).toString();
    }
}
