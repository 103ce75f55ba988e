package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

/** Single characters of UTF-8 bytes. A byte that begins no whole character is one by itself, U+FFFD, as in Go. */
final class Utf8Bytes {
    private static final int REPLACEMENT = 0xfffd;

    private Utf8Bytes() {}

    static int length(byte[] bytes, int at) {
        return decode(bytes, at) < 0 ? 1 : size(bytes[at]);
    }

    static int codePoint(byte[] bytes, int at) {
        int code = decode(bytes, at);
        return code < 0 ? REPLACEMENT : code;
    }

    private static int size(byte first) {
        int value = first & 0xff;
        return value < 0x80 ? 1 : value < 0xc2 ? 0 : value < 0xe0 ? 2 : value < 0xf0 ? 3 : value < 0xf5 ? 4 : 0;
    }

    /** The character, or -1 when the bytes are no UTF-8. */
    private static int decode(byte[] bytes, int at) {
        int size = size(bytes[at]);
        if (size == 0 || at + size > bytes.length) {
            return -1;
        }
        int code = size == 1 ? bytes[at] : bytes[at] & (0x7f >> size);
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return -1;
            }
            code = code << 6 | bytes[at + i] & 0x3f;
        }
        boolean overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
        boolean outside = code > Character.MAX_CODE_POINT || (code >= 0xd800 && code < 0xe000);
        return overlong || outside ? -1 : code;
    }
}
