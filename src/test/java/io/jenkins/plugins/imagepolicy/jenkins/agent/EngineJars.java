package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Small engines for tests: each jar differs from every other, as versions do. */
final class EngineJars {
    private EngineJars() {}

    /** An engine whose {@code run(String request, Consumer<String> progress)} has this body. */
    static CarriedEngine engine(Path folder, String body) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src"));
        Path source = sources.resolve("EngineEntry.java");
        Files.writeString(source, """
                package io.jenkins.plugins.imagepolicy.engine;
                public final class EngineEntry {
                    public static String run(String request, java.util.function.Consumer<String> progress)
                            throws InterruptedException {
                        %s
                    }
                }
                """.formatted(body));
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", sources.toString(), source.toString());
        if (result != 0) {
            throw new IOException("The engine of the test does not compile");
        }
        Path jar = folder.resolve("engine.jar");
        String entry = "io/jenkins/plugins/imagepolicy/engine/EngineEntry.class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of(entry, "unique.txt")) {
                out.putNextEntry(new JarEntry(name));
                out.write(
                        name.equals(entry)
                                ? Files.readAllBytes(sources.resolve(entry))
                                : UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return CarriedEngine.of(jar);
    }
}
