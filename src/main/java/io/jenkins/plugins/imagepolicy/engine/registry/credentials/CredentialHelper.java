package io.jenkins.plugins.imagepolicy.engine.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs {@code docker-credential-<name> get} (docker-credential-helpers protocol). The program is looked for in the absolute folders
 * of the path alone, never in the working directory, which is a workspace that others write. What it prints is never repeated.
 */
final class CredentialHelper {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final int LARGEST_OUTPUT = 64 * 1024;
    private static final String NOT_FOUND = "credentials not found";

    private final List<Path> folders;
    private final Duration limit;

    CredentialHelper(List<Path> folders, Duration limit) {
        this.folders = List.copyOf(folders);
        this.limit = limit;
    }

    static CredentialHelper onPath(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Path.of(folder).isAbsolute()) {
                folders.add(Path.of(folder));
            }
        }
        return new CredentialHelper(folders, Duration.ofSeconds(15));
    }

    /** Empty when the helper says that it knows none for this server. */
    Optional<Credential> get(String name, String server) throws RegistryException {
        if (!NAME.matcher(name).matches()) {
            throw fault("a credential helper", server, "'" + Printable.line(name) + "' is no name of one");
        }
        String program = "docker-credential-" + name;
        Path executable = find(program, server);
        try {
            Process process = new ProcessBuilder(executable.toString(), "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return read(program, server, process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw fault(program, server, "it could not be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    ReasonCode.TIMEOUT,
                    "Could not ask " + program + " for credentials for " + server + " because the run was cancelled",
                    "Run the gate again");
        }
    }

    private Path find(String program, String server) throws RegistryException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        for (Path folder : folders) {
            Path executable = folder.resolve(windows ? program + ".exe" : program);
            if (Files.isRegularFile(executable) && Files.isExecutable(executable)) {
                return executable;
            }
        }
        throw fault(program, server, "it is in no folder of the path");
    }

    private Optional<Credential> read(String program, String server, Process process)
            throws IOException, InterruptedException, RegistryException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> copy(process.getInputStream(), output), "credential-helper");
        reader.setDaemon(true);
        reader.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It may answer without having read; its exit code decides.
        }
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RegistryException(
                    ReasonCode.TIMEOUT,
                    "Could not get credentials for " + server + " because " + program + " did not answer within "
                            + limit.toSeconds() + " s",
                    "Run '" + program + " get' by hand and mend what it waits for");
        }
        reader.join(1000);
        byte[] bytes;
        synchronized (output) {
            bytes = output.toByteArray();
        }
        if (process.exitValue() != 0) {
            if (new String(bytes, StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT)
                    .contains(NOT_FOUND)) {
                return Optional.empty();
            }
            throw fault(program, server, "it ended with exit code " + process.exitValue());
        }
        return Optional.of(parse(program, server, bytes));
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try {
            byte[] bytes = from.readNBytes(LARGEST_OUTPUT + 1);
            synchronized (to) {
                to.write(bytes);
            }
        } catch (IOException e) {
            // What is missing makes the answer unreadable.
        }
    }

    private static Credential parse(String program, String server, byte[] bytes) throws RegistryException {
        try {
            JsonNode json = StrictJson.parse(bytes);
            String secret = json.path("Secret").asText("");
            if (bytes.length <= LARGEST_OUTPUT && !secret.isEmpty()) {
                return Credential.of(json.path("Username").asText(""), secret);
            }
        } catch (StrictJson.InvalidJsonException e) {
            // Said below, without what it quotes.
        }
        throw fault(program, server, "its answer is not what credential helpers answer");
    }

    private static RegistryException fault(String program, String server, String why) {
        return new RegistryException(
                ReasonCode.ACCESS_DENIED,
                "Could not get credentials for " + server + " from " + program + " because " + why,
                "Run '" + program + " get' by hand, or give the credentials in another way");
    }
}
