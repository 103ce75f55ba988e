package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A layout in a folder. Links are followed only to regular files within it. */
record LayoutFolder(String place, Path root) implements LayoutFiles {
    static LayoutFolder open(String place, Path folder) throws IOException {
        return new LayoutFolder(place, folder.toRealPath());
    }

    @Override
    public Optional<byte[]> read(String name, long limit) throws RegistryException {
        Optional<Path> file = find(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream input = Files.newInputStream(file.get())) {
            byte[] content = input.readNBytes((int) limit + 1);
            if (content.length > limit) {
                throw tooLarge(name, limit);
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw invalid(name + " cannot be opened (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Optional<Long> size(String name) throws RegistryException {
        Optional<Path> file = find(name);
        try {
            return file.isPresent() ? Optional.of(Files.size(file.get())) : Optional.empty();
        } catch (IOException e) {
            throw invalid(name + " cannot be opened (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Optional<Path> find(String name) throws RegistryException {
        try {
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root)) {
                throw invalid(name + " is a link that leads out of it");
            }
            if (!Files.isRegularFile(file)) {
                throw invalid(name + " is no regular file");
            }
            return Optional.of(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InvalidPathException e) {
            throw invalid("it names a file that cannot exist");
        } catch (IOException e) {
            throw invalid(name + " cannot be opened (" + e.getClass().getSimpleName() + ")");
        }
    }
}
