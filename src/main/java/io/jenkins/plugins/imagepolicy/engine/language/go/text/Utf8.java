package io.jenkins.plugins.imagepolicy.engine.language.go.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text and bytes. Go's strings are byte strings; here a byte that is no UTF-8 becomes the unpaired surrogate
 * U+DC00 + byte, so that decoding and encoding again gives the same bytes.
 */
public final class Utf8 {
    private Utf8() {}

    public static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    public static String decode(byte[] bytes) {
        if (isValid(bytes)) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        StringBuilder out = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int length = sequenceLength(bytes, i);
            if (length == 0) {
                out.append((char) (0xDC00 + (bytes[i] & 0xFF)));
                i++;
            } else {
                out.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return out.toString();
    }

    private static int sequenceLength(byte[] bytes, int at) {
        for (int length = 1; length <= 4 && at + length <= bytes.length; length++) {
            byte[] part = new byte[length];
            System.arraycopy(bytes, at, part, 0, length);
            if (isValid(part)) {
                return length;
            }
        }
        return 0;
    }

    public static byte[] encode(String text) {
        boolean escaped = false;
        for (int i = 0; i < text.length() && !escaped; i++) {
            char c = text.charAt(i);
            escaped = isEscaped(text, i, c);
        }
        if (!escaped) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(text, i, c)) {
                out.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                out.write(c - 0xDC00);
                from = i + 1;
            }
        }
        out.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static boolean isEscaped(String text, int i, char c) {
        return c >= 0xDC80 && c <= 0xDCFF && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** Text as it may leave the engine: kept bytes that are no UTF-8 become U+FFFD. */
    public static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)
                    && (Character.isLowSurrogate(c)
                            ? i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))
                            : i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))) {
                return replaceUnpaired(text);
            }
        }
        return text;
    }

    private static String replaceUnpaired(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
    }
}
