package io.jenkins.plugins.imagepolicy.engine.diagnostic;

/**
 * Makes text that others wrote (registries, images, manifests) harmless to print: no control character, escape sequence or
 * bidirectional mark survives, so that nobody can forge lines of the log or reorder what the reader sees.
 */
public final class Printable {
    private Printable() {}

    /** {@code text} on one line: line breaks and tabs become spaces, anything else invisible becomes {@code \\uXXXX}. */
    public static String line(String text) {
        return escape(text, false);
    }

    /** As {@link #line}, but line feeds stay. */
    public static String lines(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepLineFeeds) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '\n' && keepLineFeeds) {
                printable.append('\n');
            } else if (character == '\n' || character == '\r' || character == '\t') {
                printable.append(' ');
            } else if (isHarmless(character)) {
                printable.appendCodePoint(character);
            } else {
                printable.append(String.format("\\u%04X", character));
            }
        });
        return printable.toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
