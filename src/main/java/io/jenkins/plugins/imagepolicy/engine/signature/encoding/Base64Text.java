package io.jenkins.plugins.imagepolicy.engine.signature.encoding;

import java.util.Base64;

/** Standard base64 (RFC 4648 section 4), padded. */
public final class Base64Text {
    private Base64Text() {}

    /** Decodes {@code text}; {@code what} names it in the error. */
    public static byte[] decode(String text, String what) throws EncodingException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (text.length() % 4 != 0) {
                throw new EncodingException(what + " is base64 without its padding");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new EncodingException(what + " is not base64");
        }
    }

    /** As {@link #decode}, passing over line breaks and blanks: old tools wrapped the lines of annotations. */
    public static byte[] decodeWrapped(String text, String what) throws EncodingException {
        return decode(text.replaceAll("[ \t\r\n]", ""), what);
    }

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
