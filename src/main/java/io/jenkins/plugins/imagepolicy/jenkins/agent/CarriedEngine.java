package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The runnable jar that the plugin carries, as it lies on the controller. */
public final class CarriedEngine {
    /** What {@link #ofPlugin} found last, so that not every gate takes the digest of the same 26 MiB. */
    private static final AtomicReference<CarriedEngine> LAST = new AtomicReference<>();

    private final Path jar;
    private final String sha256;
    private final long size;
    private final FileTime modified;

    private CarriedEngine(Path jar, String sha256, long size, FileTime modified) {
        this.jar = jar;
        this.sha256 = sha256;
        this.size = size;
        this.modified = modified;
    }

    /** The engine of this plugin: beside the folder of the plugin's own jar or, in a build of the plugin, beside its classes. */
    public static CarriedEngine ofPlugin() throws EngineException {
        Path home = ownLocation();
        Path folder = home.getParent();
        for (Path candidate :
                List.of(folder.resolveSibling("engine/image-policy.jar"), folder.resolve("image-policy.jar"))) {
            if (Files.isRegularFile(candidate) && !candidate.equals(home)) {
                return known(candidate);
            }
        }
        throw new EngineException("Could not find the engine that belongs to the plugin at " + home
                + "; install the plugin anew from its .hpi file");
    }

    private static CarriedEngine known(Path jar) throws EngineException {
        CarriedEngine last = LAST.get();
        if (last == null || !last.isAt(jar)) {
            last = of(jar);
            LAST.set(last);
        }
        return last;
    }

    /** An engine at a known place. */
    public static CarriedEngine of(Path jar) throws EngineException {
        try {
            // Size and time first: a jar that is replaced meanwhile is then taken for a changed one, not the reverse.
            long size = Files.size(jar);
            FileTime modified = Files.getLastModifiedTime(jar);
            return new CarriedEngine(jar, Sha256.of(jar), size, modified);
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

    /** In bytes. */
    public long size() {
        return size;
    }

    private boolean isAt(Path place) {
        try {
            return jar.equals(place) && size == Files.size(place) && modified.equals(Files.getLastModifiedTime(place));
        } catch (IOException e) {
            return false;
        }
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
