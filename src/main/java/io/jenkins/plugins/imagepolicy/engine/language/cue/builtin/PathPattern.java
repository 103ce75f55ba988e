package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.nio.charset.StandardCharsets;

/** Shell patterns of file names, compared byte by byte. source: CUE, path.Match, which follows Go's filepath.Match */
final class PathPattern {
    private static final String BAD = "syntax error in pattern";

    private final boolean escapes;
    private final byte separator;
    private final byte[] pattern;
    private int at;

    private PathPattern(String pattern, PathSystem system) {
        this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
        escapes = system != PathSystem.WINDOWS;
        separator = (byte) system.separator;
    }

    static boolean matches(String pattern, String name, PathSystem system) {
        return new PathPattern(pattern, system).matches(name.getBytes(StandardCharsets.UTF_8));
    }

    private boolean matches(byte[] name) {
        int position = 0;
        int start = 0;
        while (start < pattern.length) {
            boolean star = pattern[start] == '*';
            int chunk = star ? start + 1 : start;
            int end = chunkEnd(chunk, star);
            if (star && chunk == end) {
                return !holdsSeparator(name, position);
            }
            int next = find(chunk, end, name, position, star);
            if (next < 0) {
                checkRest(end);
                return false;
            }
            position = next;
            start = end;
        }
        return position == name.length;
    }

    /** The end of the part up to the next star. */
    private int chunkEnd(int chunk, boolean star) {
        if (star && chunk < pattern.length && pattern[chunk] == '*') {
            throw new CallError("'**' is not supported in patterns as of yet");
        }
        boolean range = false;
        int i = chunk;
        for (; i < pattern.length; i++) {
            if (pattern[i] == '\\' && escapes) {
                i += i + 1 < pattern.length ? 1 : 0;
            } else if (pattern[i] == '[') {
                range = true;
            } else if (pattern[i] == ']') {
                range = false;
            } else if (pattern[i] == '*' && !range) {
                break;
            }
        }
        return i;
    }

    private void checkRest(int from) {
        int start = from;
        while (start < pattern.length) {
            boolean star = pattern[start] == '*';
            start = chunkEnd(star ? start + 1 : start, star);
        }
    }

    /** Where the name goes on after the part, or -1. */
    private int find(int chunk, int end, byte[] name, int position, boolean star) {
        boolean last = end == pattern.length;
        int next = match(chunk, end, name, position);
        if (next >= 0 && (next == name.length || !last)) {
            return next;
        }
        for (int i = position; star && i < name.length && name[i] != separator; i++) {
            next = match(chunk, end, name, i + 1);
            if (next >= 0 && (next == name.length || !last)) {
                return next;
            }
        }
        return -1;
    }

    private boolean holdsSeparator(byte[] name, int from) {
        for (int i = from; i < name.length; i++) {
            if (name[i] == separator) {
                return true;
            }
        }
        return false;
    }

    /** Reads all of the part even when it does not match, since a wrong pattern is an error. */
    private int match(int chunk, int end, byte[] name, int from) {
        int position = from;
        boolean failed = false;
        at = chunk;
        while (at < end) {
            failed = failed || position >= name.length;
            if (pattern[at] == '[') {
                int length = failed ? 0 : Utf8Bytes.length(name, position);
                boolean in = range(end, failed ? -1 : Utf8Bytes.codePoint(name, position));
                position += length;
                failed = failed || !in;
            } else if (pattern[at] == '?') {
                if (!failed) {
                    failed = name[position] == separator;
                    position += Utf8Bytes.length(name, position);
                }
                at++;
            } else {
                if (pattern[at] == '\\' && escapes && ++at == end) {
                    throw new CallError(BAD);
                }
                if (!failed) {
                    failed = pattern[at] != name[position];
                    position++;
                }
                at++;
            }
        }
        return failed ? -1 : position;
    }

    private boolean range(int end, int rune) {
        at++;
        boolean negated = at < end && pattern[at] == '^';
        if (negated) {
            at++;
        }
        boolean match = false;
        for (int ranges = 0; !(at < end && pattern[at] == ']' && ranges > 0); ranges++) {
            int low = rune(end);
            int high = low;
            if (pattern[at] == '-') {
                at++;
                high = rune(end);
            }
            match = match || (low <= rune && rune <= high);
        }
        at++;
        return match != negated;
    }

    private int rune(int end) {
        if (at == end || pattern[at] == '-' || pattern[at] == ']') {
            throw new CallError(BAD);
        }
        if (pattern[at] == '\\' && escapes && ++at == end) {
            throw new CallError(BAD);
        }
        int rune = Utf8Bytes.codePoint(pattern, at);
        at += Utf8Bytes.length(pattern, at);
        if (at >= end) {
            throw new CallError(BAD);
        }
        return rune;
    }
}
