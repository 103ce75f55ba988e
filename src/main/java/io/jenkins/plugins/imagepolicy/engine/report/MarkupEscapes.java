package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.util.Arrays;

/** Writes what HTML reads as markup as {@code \\uXXXX}, as Go's encoder does, so that JSON stays inert inside a page. */
final class MarkupEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int[] ESCAPES = escapes();

    private static int[] escapes() {
        int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
        for (char c : new char[] {'<', '>', '&', 0x7f}) {
            escapes[c] = CharacterEscapes.ESCAPE_STANDARD;
        }
        return escapes;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return Arrays.copyOf(ESCAPES, ESCAPES.length);
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return null;
    }
}
