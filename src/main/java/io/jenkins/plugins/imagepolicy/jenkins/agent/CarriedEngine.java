package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The runnable jar that the plugin carries, as it lies on the controller. */
public final class CarriedEngine {
    private final Path jar;
    private final String sha256;

    private CarriedEngine(Path jar, String sha256) {
        this.jar = jar;
        this.sha256 = sha256;
    }

    /** The engine of this plugin: beside the folder of the plugin's own jar or, in a build of the plugin, beside its classes. */
    public static CarriedEngine ofPlugin() throws EngineException {
        Path home = ownLocation();
        Path folder = home.getParent();
        for (Path candidate :
                List.of(folder.resolveSibling("engine/image-policy.jar"), folder.resolve("image-policy.jar"))) {
            if (Files.isRegularFile(candidate) && !candidate.equals(home)) {
                return of(candidate);
            }
        }
        throw new EngineException("Could not find the engine that belongs to the plugin at " + home
                + "; install the plugin anew from its .hpi file");
    }

    /** An engine at a known place. */
    public static CarriedEngine of(Path jar) throws EngineException {
        try {
            return new CarriedEngine(jar, Sha256.of(jar));
        } catch (IOException e) {
            throw new EngineException("Could not read the engine " + jar + " because " + e.getMessage());
        }
    }

    private static Path ownLocation() throws EngineException {
        URL location = CarriedEngine.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(location.toURI()).toAbsolutePath();
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            throw new EngineException("Could not tell where the plugin lies: " + location);
        }
    }

    /** SHA-256 in lower-case hexadecimal: the name under which agents keep the jar, and what they hold it to. */
    public String sha256() {
        return sha256;
    }

    public long size() throws IOException {
        return Files.size(jar);
    }

    public InputStream open() throws IOException {
        return Files.newInputStream(jar);
    }

    /**
     * A report in another format, rendered on this machine.
     *
     * @param format json, sarif or junit
     */
    public String render(String report, String format) throws EngineException, InterruptedException {
        try {
            return IsolatedEngine.load(sha256, jar).render(report, format);
        } catch (IOException e) {
            throw new EngineException("Could not load the engine " + jar + " because " + e.getMessage());
        }
    }
}
