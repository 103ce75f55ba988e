package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyStep;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.stapler.DataBoundSetter;

/** Every command that the documentation shows is one that the program understands; those that need no network are run. */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^([ ]*)```(\\w+)\\n(.*?)^[ ]*```");
    private static final Pattern INLINE = Pattern.compile(
            "`((?:java -jar \\S*image-policy\\.jar )?(?:verify|check|test|eval|build|demo)(?: [^`]*)?)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern PARAMETER = Pattern.compile("(?:^|[,(\\s])([a-zA-Z]+):\\s");

    @TempDir
    private Path folder;

    private record Block(Path file, String language, String text) {}

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("src/docs"))) {
            List<Path> pages = new ArrayList<>(
                    docs.filter(p -> p.toString().endsWith(".md")).sorted().toList());
            pages.addAll(
                    List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("images/policies/README.md")));
            return pages;
        }
    }

    private static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(page));
        while (matcher.find()) {
            String text = matcher.group(3).replaceAll("(?m)^" + matcher.group(1), "");
            blocks.add(new Block(page, matcher.group(2), text));
        }
        return blocks;
    }

    @Test
    void everyCommandIsUnderstood() throws IOException {
        int commands = 0;
        for (Path page : pages()) {
            for (Block block : blocks(page)) {
                for (String line : block.text().replace("\\\n", " ").split("\n|&&")) {
                    if (line.strip().matches("java -jar \\S*image-policy\\.jar .*")) {
                        understood(page, line.strip());
                        commands++;
                    }
                }
            }
            Matcher inline = INLINE.matcher(Files.readString(page));
            while (inline.find()) {
                understood(page, inline.group(1));
                commands++;
            }
        }
        System.out.println("documented commands understood: " + commands);
        assertThat(commands).isGreaterThanOrEqualTo(15);
    }

    private static void understood(Path page, String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.replaceFirst("^java -jar \\S*image-policy\\.jar ", "")
                .replaceFirst("\\s#.*", "")
                .replaceAll("[;>].*", "")
                .replace("PATH...", "PATH"));
        while (matcher.find()) {
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        try {
            Main.command(words.get(0)).syntax().read(words.subList(1, words.size()));
        } catch (UsageException e) {
            // Prose may name a part of a command, which lacks something.
            if (!e.getMessage().startsWith("Give ")) {
                fail(page + ": " + command + "\n" + e.getMessage());
            }
        }
    }

    @Test
    void everyStepHasParametersThatExist() throws IOException {
        Set<String> known = Arrays.stream(VerifyImagePolicyStep.class.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .collect(Collectors.toCollection(TreeSet::new));
        known.add("policies");
        int steps = 0;
        for (Path page : pages()) {
            for (Block block : blocks(page)) {
                if (block.language().equals("groovy") && block.text().contains("verifyImagePolicy")) {
                    String call = block.text()
                            .replaceFirst("(?s).*?verifyImagePolicy", "")
                            .replaceAll("//[^\n]*", "")
                            .replaceAll("\\[[^\\[\\]]*]", "")
                            .replaceAll("['\"][^'\"]*['\"]", "''");
                    assertThat(PARAMETER.matcher(call).results().map(found -> found.group(1)))
                            .as(page + ": " + call)
                            .contains("policies")
                            .isSubsetOf(known);
                    steps++;
                }
            }
        }
        assertThat(steps).isGreaterThanOrEqualTo(3);
    }

    /** The blocks in the order of their page, with the exit code that the text around them tells. */
    @ParameterizedTest
    @CsvSource({
        "README.md, target/hello, 1, runs as root",
        "src/docs/getting-started.md, cp images/policies/own/non-root.yaml, 0, 1 policy loaded",
        "images/policies/README.md, test images/policies, 0, all passed",
    })
    void runsAsDocumented(String page, String part, int exit, String printed) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: there is no bash");
        Block block = blocks(Path.of(page)).stream()
                .filter(b -> b.language().equals("sh") && b.text().contains(part))
                .findFirst()
                .orElseThrow();
        Path images = Files.createSymbolicLink(
                folder.resolve("images"), Path.of("images").toAbsolutePath());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String script = "java() { shift 2; '" + java + "' -cp \"$CLASSES\" " + Main.class.getName() + " \"$@\"; }\n"
                + block.text();
        Path output = folder.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().put("CLASSES", classes);
        Process process = bash.start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        Files.delete(images);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isEqualTo(exit);
        assertThat(text).containsPattern(printed);
    }
}
