package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.util.ArrayList;
import java.util.List;

/** Paths of one operating system, as text. source: CUE, package path, which follows Go's path/filepath */
final class Paths {
    private final PathSystem system;

    Paths(PathSystem system) {
        this.system = system;
    }

    /** The shortest path that means the same. */
    String clean(String original) {
        int volume = system.volumeLength(original);
        String path = original.substring(volume);
        if (path.isEmpty()) {
            boolean share = volume > 1 && original.charAt(1) != ':';
            return share ? fromSlash(original) : original + ".";
        }
        boolean rooted = system.isSeparator(path.charAt(0));
        List<String> parts = new ArrayList<>();
        for (String part : split(path)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            boolean back = !parts.isEmpty() && !parts.get(parts.size() - 1).equals("..");
            if (!part.equals("..")) {
                parts.add(part);
            } else if (back) {
                parts.remove(parts.size() - 1);
            } else if (!rooted) {
                parts.add(part);
            }
        }
        String separator = String.valueOf(system.separator);
        String cleaned = (rooted ? separator : "") + String.join(separator, parts);
        return fromSlash(original.substring(0, volume) + (cleaned.isEmpty() ? "." : cleaned));
    }

    private List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || system.isSeparator(path.charAt(i))) {
                parts.add(path.substring(start, i));
                start = i + 1;
            }
        }
        return parts;
    }

    String toSlash(String path) {
        return path.replace(system.separator, '/');
    }

    String fromSlash(String path) {
        return path.replace('/', system.separator);
    }

    String volume(String path) {
        return path.substring(0, system.volumeLength(path));
    }

    /** Where the last element begins. */
    int lastElement(String path) {
        int volume = system.volumeLength(path);
        int i = path.length();
        while (i > volume && !system.isSeparator(path.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** The paths of a list such as {@code PATH} holds. */
    List<String> splitList(String list) {
        List<String> paths = new ArrayList<>();
        if (list.isEmpty()) {
            return paths;
        }
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"' && system == PathSystem.WINDOWS) {
                quoted = !quoted;
            } else if (c == system.listSeparator && !quoted) {
                paths.add(list.substring(start, i));
                start = i + 1;
            }
        }
        paths.add(list.substring(start));
        if (system == PathSystem.WINDOWS) {
            paths.replaceAll(path -> path.replace("\"", ""));
        }
        return paths;
    }

    String join(List<String> elements) {
        int first = 0;
        while (first < elements.size() && elements.get(first).isEmpty()) {
            first++;
        }
        if (first == elements.size()) {
            return "";
        }
        List<String> rest = elements.subList(first, elements.size());
        return system == PathSystem.WINDOWS ? joinWindows(rest) : clean(String.join("/", rest));
    }

    private String joinWindows(List<String> elements) {
        String head = elements.get(0);
        if (head.length() == 2 && head.charAt(1) == ':') {
            // A drive without a separator: the path stays relative to that drive's directory.
            int i = 1;
            while (i < elements.size() && elements.get(i).isEmpty()) {
                i++;
            }
            return clean(head + String.join("\\", elements.subList(i, elements.size())));
        }
        String joined = clean(String.join("\\", elements));
        if (!isShare(joined) || isShare(clean(head))) {
            return joined;
        }
        // Two paths that name no share must not name one together.
        String start = clean(head);
        String tail = clean(String.join("\\", elements.subList(1, elements.size())));
        return start.endsWith("\\") ? start + tail : start + "\\" + tail;
    }

    private boolean isShare(String path) {
        return system.volumeLength(path) > 2;
    }

    String extension(String path) {
        for (int i = path.length() - 1; i >= 0 && !system.isSeparator(path.charAt(i)); i--) {
            if (path.charAt(i) == '.') {
                return path.substring(i);
            }
        }
        return "";
    }

    String resolve(String directory, String path) {
        return system.isAbsolute(path) ? clean(path) : join(List.of(clean(directory), path));
    }

    String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && system.isSeparator(path.charAt(end - 1))) {
            end--;
        }
        String trimmed = path.substring(0, end);
        trimmed = trimmed.substring(system.volumeLength(trimmed));
        int start = trimmed.length();
        while (start > 0 && !system.isSeparator(trimmed.charAt(start - 1))) {
            start--;
        }
        String base = trimmed.substring(start);
        return base.isEmpty() ? String.valueOf(system.separator) : base;
    }

    String directory(String path) {
        String volume = volume(path);
        String directory = clean(path.substring(volume.length(), lastElement(path)));
        return directory.equals(".") && volume.length() > 2 ? volume : volume + directory;
    }

    /** The way from one path to the other. */
    String relative(String from, String to) {
        String fromVolume = volume(from);
        String toVolume = volume(to);
        String base = clean(from);
        String target = clean(to);
        if (system.isSame(target, base)) {
            return ".";
        }
        base = base.substring(fromVolume.length());
        target = target.substring(toVolume.length());
        base = base.equals(".") ? "" : base;
        if (isRooted(base) != isRooted(target) || !system.isSame(fromVolume, toVolume)) {
            throw unrelated(from, to);
        }
        List<String> steps = parts(base);
        List<String> wanted = parts(target);
        int common = 0;
        while (common < steps.size()
                && common < wanted.size()
                && system.isSame(steps.get(common), wanted.get(common))) {
            common++;
        }
        if (common < steps.size() && steps.get(common).equals("..")) {
            throw unrelated(from, to);
        }
        List<String> way = new ArrayList<>();
        for (int i = common; i < steps.size(); i++) {
            way.add("..");
        }
        way.addAll(wanted.subList(common, wanted.size()));
        return String.join(String.valueOf(system.separator), way);
    }

    private boolean isRooted(String path) {
        return !path.isEmpty() && path.charAt(0) == system.separator;
    }

    private List<String> parts(String path) {
        List<String> parts = split(path);
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private static CallError unrelated(String from, String to) {
        return new CallError("Rel: can't make " + to + " relative to " + from);
    }
}
