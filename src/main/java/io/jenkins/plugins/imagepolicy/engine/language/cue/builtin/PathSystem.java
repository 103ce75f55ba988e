package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.util.List;
import java.util.Locale;

/** How an operating system writes paths. source: CUE, package path, which follows Go's path/filepath */
enum PathSystem {
    UNIX('/', ':'),
    WINDOWS('\\', ';'),
    PLAN9('/', '\0');

    private static final List<String> UNIX_NAMES = List.of(
            "unix",
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "hurd",
            "illumos",
            "ios",
            "js",
            "linux",
            "nacl",
            "netbsd",
            "openbsd",
            "solaris",
            "zos");

    private static final List<String> RESERVED = List.of(
            "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1",
            "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    final char separator;
    final char listSeparator;

    PathSystem(char separator, char listSeparator) {
        this.separator = separator;
        this.listSeparator = listSeparator;
    }

    static PathSystem of(String name) {
        if (UNIX_NAMES.contains(name)) {
            return UNIX;
        }
        return switch (name) {
            case "windows" -> WINDOWS;
            case "plan9" -> PLAN9;
            default -> throw new CallError("cannot use \"" + name + "\" as the name of an operating system");
        };
    }

    boolean isSeparator(char c) {
        return c == separator || (this == WINDOWS && c == '/');
    }

    boolean isAbsolute(String path) {
        if (this != WINDOWS) {
            return path.startsWith("/") || (this == PLAN9 && path.startsWith("#"));
        }
        if (RESERVED.contains(path.toUpperCase(Locale.ROOT))) {
            return true;
        }
        int volume = volumeLength(path);
        return volume > 0 && volume < path.length() && isSeparator(path.charAt(volume));
    }

    boolean isSame(String a, String b) {
        return this == WINDOWS ? a.equalsIgnoreCase(b) : a.equals(b);
    }

    /** The length of a drive such as {@code C:} or a share such as {@code \\host\share} that the path begins with. */
    int volumeLength(String path) {
        if (this != WINDOWS || path.length() < 2) {
            return 0;
        }
        char drive = path.charAt(0);
        if (path.charAt(1) == ':' && ((drive >= 'a' && drive <= 'z') || (drive >= 'A' && drive <= 'Z'))) {
            return 2;
        }
        return shareLength(path);
    }

    private int shareLength(String path) {
        int length = path.length();
        boolean host = length >= 5
                && isSeparator(path.charAt(0))
                && isSeparator(path.charAt(1))
                && !isSeparator(path.charAt(2))
                && path.charAt(2) != '.';
        if (!host) {
            return 0;
        }
        int slash = nextSeparator(path, 3);
        // A host of which nothing follows but the separator names no share.
        if (slash >= length - 1 || isSeparator(path.charAt(slash + 1)) || path.charAt(slash + 1) == '.') {
            return 0;
        }
        return nextSeparator(path, slash + 1);
    }

    private int nextSeparator(String path, int from) {
        int i = from;
        while (i < path.length() && !isSeparator(path.charAt(i))) {
            i++;
        }
        return i;
    }
}
