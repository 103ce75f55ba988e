package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a request wants registries to be reached. Its further options: {@code proxy} (a URL, or {@code none}), {@code no-proxy},
 * {@code cache-dir}, {@code cache-megabytes}, {@code mirror.HOST}, {@code alias.HOST}, {@code token-hosts},
 * {@code confined} (see {@link WorkspaceFiles#of}).
 */
final class RegistrySettings {
    private static final long MEGABYTE = 1024 * 1024;
    private static final String MIRROR = "mirror.";
    private static final String ALIAS = "alias.";
    private static final List<String> KNOWN = List.of(
            "proxy",
            "no-proxy",
            "cache-dir",
            "cache-megabytes",
            MIRROR + "HOST",
            ALIAS + "HOST",
            "token-hosts",
            "each-platform",
            WorkspaceFiles.CONFINED);

    private final GateRequest request;
    private final WorkspaceFiles files;

    RegistrySettings(GateRequest request) {
        this.request = request;
        this.files = WorkspaceFiles.of(request);
    }

    RegistryOptions read() throws InputException {
        RegistryOptions.Builder options = RegistryOptions.builder()
                .credentials(credentials())
                .insecureHosts(request.insecureRegistries().toArray(String[]::new))
                .caCertificates(existing(request.caCertificates()))
                .identities(GivenIdentities.in(request));
        if (!request.registryConfig().isEmpty()) {
            options.dockerConfig(existing(List.of(request.registryConfig())).get(0));
        }
        Map<String, List<String>> mirrors = new LinkedHashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        for (Map.Entry<String, String> option : request.options().entrySet()) {
            String name = option.getKey();
            if (name.startsWith(MIRROR)) {
                mirrors.put(name.substring(MIRROR.length()), words(option.getValue()));
            } else if (name.startsWith(ALIAS)) {
                aliases.put(name.substring(ALIAS.length()), option.getValue());
            } else if (!KNOWN.contains(name)) {
                throw new InputException("There is no option '" + name + "'", "Known: " + String.join(", ", KNOWN));
            }
        }
        options.mirrors(mirrors)
                .aliases(aliases)
                .tokenHosts(words(option("token-hosts")).toArray(String[]::new));
        proxy(options);
        if (!option("cache-dir").isEmpty()) {
            options.cache(files.resolve(option("cache-dir")), megabytes() * MEGABYTE);
        }
        return options.build();
    }

    private Map<String, Credential> credentials() {
        Map<String, Credential> credentials = new LinkedHashMap<>();
        request.registries().stream()
                .filter(entry -> !entry.password().isEmpty())
                .forEach(entry -> credentials.put(entry.host(), Credential.of(entry.username(), entry.password())));
        return credentials;
    }

    private List<Path> existing(List<String> paths) throws InputException {
        List<Path> existing = new ArrayList<>();
        for (String path : paths) {
            Path file = files.resolve(path);
            if (!Files.isRegularFile(file)) {
                throw new InputException("There is no file '" + path + "'", "Check the path");
            }
            existing.add(file);
        }
        return existing;
    }

    private void proxy(RegistryOptions.Builder options) throws InputException {
        String proxy = option("proxy");
        if (proxy.equals("none")) {
            options.proxy(ProxySettings.NONE);
        } else if (!proxy.isEmpty()) {
            try {
                options.proxy(ProxySettings.of(ProxySettings.parse(proxy), words(option("no-proxy"))));
            } catch (IllegalArgumentException e) {
                throw new InputException(e.getMessage(), "Correct the option proxy");
            }
        }
    }

    private long megabytes() throws InputException {
        try {
            return option("cache-megabytes").isEmpty() ? 512 : Long.parseLong(option("cache-megabytes"));
        } catch (NumberFormatException e) {
            throw new InputException("cache-megabytes takes a whole number", "Write for example 512");
        }
    }

    private String option(String name) {
        return request.options().getOrDefault(name, "");
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
    }
}
