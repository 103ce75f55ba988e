package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a request's paths mean. A path is a file, a directory (every YAML and JSON file below it) or an Ant pattern
 * ({@code *}, {@code **}, {@code ?}; several separated by commas), relative to the workspace or absolute.
 */
public final class WorkspaceFiles {
    static final String CONFINED = "confined";

    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST = 64;
    private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json");
    private final Path directory;
    private final boolean confined;

    public WorkspaceFiles(String directory) {
        this(directory, false);
    }

    private WorkspaceFiles(String directory, boolean confined) {
        this.directory = Path.of(directory).toAbsolutePath().normalize();
        this.confined = confined;
    }

    /**
     * Of a request. With its option {@code confined} no file is read that lies outside the directory, whatever links in it
     * point to: diagnostics quote files, and who may commit a link need not be allowed to read the machine's disk.
     */
    static WorkspaceFiles of(GateRequest request) {
        return new WorkspaceFiles(
                request.directory(),
                request.options().getOrDefault(CONFINED, "").equals("true"));
    }

    /** Everything that {@code paths} mean, each file once, in a stable order. */
    public List<Path> files(List<String> paths) throws InputException {
        return expand(paths, false);
    }

    /** As {@link #files}, but a directory stands for itself: OCI layouts are directories. */
    List<Path> layouts(List<String> paths) throws InputException {
        return expand(paths, true);
    }

    Path resolve(String path) throws InputException {
        try {
            return inside(directory.resolve(path).normalize());
        } catch (InvalidPathException e) {
            throw new InputException("'" + path + "' is no path: " + e.getReason(), "Give a path within the workspace");
        }
    }

    /** The name under which the user knows the file: relative to the workspace where it is in it, with forward slashes. */
    String name(Path file) {
        Path shown = file.startsWith(directory) ? directory.relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }

    public SourceText read(Path file) throws InputException {
        try {
            if (Files.size(file) > Documents.LARGEST_FILE) {
                throw new InputException(
                        "The file " + name(file) + " has more than " + Documents.LARGEST_FILE + " bytes",
                        "Split the file");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return new SourceText(name(file), text);
        } catch (CharacterCodingException e) {
            throw new InputException("The file " + name(file) + " is not UTF-8 text", "Save it as UTF-8");
        } catch (IOException e) {
            throw new InputException("Could not read " + name(file) + ": " + e.getMessage(), "Make the file readable");
        }
    }

    private List<Path> expand(List<String> paths, boolean layouts) throws InputException {
        List<Path> found = new ArrayList<>();
        for (String entry : paths) {
            for (String path : Stream.of(entry.split(","))
                    .map(String::strip)
                    .filter(p -> !p.isEmpty())
                    .toList()) {
                List<Path> matched = isPattern(path) ? match(path, layouts) : named(path, layouts);
                if (matched.isEmpty()) {
                    throw new InputException(
                            "Nothing matches '" + path + "' in " + directory,
                            "Name a file, a directory with YAML files, or a pattern such as policies/**/*.yaml");
                }
                for (Path file : matched) {
                    if (!found.contains(inside(file))) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private Path inside(Path file) throws InputException {
        if (!confined) {
            return file;
        }
        try {
            if (file.startsWith(directory)
                    && (!Files.exists(file) || file.toRealPath().startsWith(directory.toRealPath()))) {
                return file;
            }
        } catch (IOException e) {
            throw new InputException("Could not read " + name(file) + ": " + e.getMessage(), "Make the file readable");
        }
        throw new InputException(
                "'" + name(file) + "' leads out of the workspace", "Put the file itself into the workspace");
    }

    private List<Path> named(String path, boolean layouts) throws InputException {
        Path file = resolve(path);
        if (Files.isRegularFile(file) || (layouts && Files.isDirectory(file))) {
            return List.of(file);
        }
        if (Files.isDirectory(file)) {
            return below(file, below -> isText(below) && Files.isRegularFile(below));
        }
        throw new InputException("There is no file or directory '" + path + "' in " + directory, "Check the path");
    }

    private List<Path> match(String pattern, boolean layouts) throws InputException {
        String normal = pattern.replace('\\', '/');
        int fixed = normal.substring(0, firstWildcard(normal)).lastIndexOf('/');
        Path base = fixed < 0 ? directory : resolve(normal.substring(0, fixed + 1));
        Pattern expression = Pattern.compile(expression(normal.substring(fixed + 1)));
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        Predicate<Path> wanted = layouts
                ? file -> isLayout(file) || !pattern.contains("**")
                : file -> isText(file) && Files.isRegularFile(file);
        return below(
                base,
                file -> expression
                                .matcher(base.relativize(file).toString().replace('\\', '/'))
                                .matches()
                        && wanted.test(file));
    }

    private List<Path> below(Path base, Predicate<Path> wanted) throws InputException {
        try (Stream<Path> walk = Files.walk(base, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = walk.filter(file -> !file.equals(base))
                    .filter(wanted)
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new InputException(
                        "More than " + MOST_FILES + " files below " + base, "Name a narrower path or pattern");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    "Could not list the files below " + base + ": " + e.getMessage(), "Check the path");
        }
    }

    private static boolean isLayout(Path file) {
        String name = file.getFileName().toString();
        return Files.exists(file.resolve("oci-layout"))
                || (Files.isRegularFile(file)
                        && (name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz")));
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    private static boolean isPattern(String path) {
        return path.contains("*") || path.contains("?");
    }

    private static int firstWildcard(String pattern) {
        int star = pattern.indexOf('*');
        int question = pattern.indexOf('?');
        return star < 0 ? question : question < 0 ? star : Math.min(star, question);
    }

    /** Ant's patterns as a regular expression: {@code **} spans directories, none included. */
    private static String expression(String pattern) {
        String ant = pattern.endsWith("/") ? pattern + "**" : pattern;
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < ant.length(); i++) {
            if (ant.startsWith("**/", i)) {
                expression.append("(?:.*/)?");
                i += 2;
            } else if (ant.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (ant.charAt(i) == '*') {
                expression.append("[^/]*");
            } else if (ant.charAt(i) == '?') {
                expression.append("[^/]");
            } else {
                expression.append(Pattern.quote(ant.substring(i, i + 1)));
            }
        }
        return expression.toString();
    }
}
