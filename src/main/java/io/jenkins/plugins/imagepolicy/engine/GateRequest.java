package io.jenkins.plugins.imagepolicy.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * All that a run of the gate is asked, as JSON between the plugin and the engine and as options on the command line. Paths are
 * files, directories or globs relative to {@code directory}.
 *
 * @param directory base of all paths; absolute
 * @param policies files with policies and their companions
 * @param images references
 * @param imageFiles files that name references: jib's metadata or one a line
 * @param manifests rendered Kubernetes YAML
 * @param layouts OCI layouts and docker archives
 * @param namespace of manifests that name none; empty for none
 * @param registries credentials and settings by host
 * @param registryConfig docker's config.json; empty for none
 * @param insecureRegistries hosts that may be reached by plain HTTP or with an unverified certificate
 * @param caCertificates PEM files with certificate authorities trusted beside the platform's
 * @param trustRoot trusted_root.json; empty for the public-good root that is shipped
 * @param files texts of files that exist nowhere on disk, by name (credentials of the plugin): {@code trustRoot} and
 *     {@code policies} may name them; {@code policies} also {@link GivenSecrets}
 * @param waivers file with waivers; empty for none
 * @param baseline earlier report to compare with; empty for none
 * @param noMatch deny, warn or allow
 * @param offline no connection but to the registries of the images
 * @param at instant that policies see, ISO 8601; empty for now
 * @param jobs images judged at once; 0 for the default
 * @param timeoutSeconds of the whole run; 0 for the default
 * @param options further settings by name (proxy, cache directory, mirrors, each platform of an index,
 *     confinement to the directory)
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record GateRequest(
        String directory,
        List<String> policies,
        List<String> images,
        List<String> imageFiles,
        List<String> manifests,
        List<String> layouts,
        String namespace,
        List<RegistryEntry> registries,
        String registryConfig,
        List<String> insecureRegistries,
        List<String> caCertificates,
        String trustRoot,
        Map<String, String> files,
        String waivers,
        String baseline,
        boolean onlyNew,
        String noMatch,
        boolean offline,
        String at,
        int jobs,
        int timeoutSeconds,
        Map<String, String> options) {

    public GateRequest {
        directory = text(directory);
        policies = list(policies);
        images = list(images);
        imageFiles = list(imageFiles);
        manifests = list(manifests);
        layouts = list(layouts);
        namespace = text(namespace);
        registries = list(registries);
        registryConfig = text(registryConfig);
        insecureRegistries = list(insecureRegistries);
        caCertificates = list(caCertificates);
        trustRoot = text(trustRoot);
        files = files == null ? Map.of() : Map.copyOf(files);
        waivers = text(waivers);
        baseline = text(baseline);
        noMatch = text(noMatch).isEmpty() ? "deny" : noMatch;
        at = text(at);
        options = options == null ? Map.of() : Map.copyOf(options);
    }

    /**
     * How to reach one registry.
     *
     * @param host host or host:port
     * @param username empty with {@code password} for a bearer or identity token
     * @param password secret; never printed
     */
    public record RegistryEntry(String host, String username, String password) {
        public RegistryEntry {
            username = text(username);
            password = text(password);
        }

        @Override
        public String toString() {
            return "RegistryEntry[" + host + "]";
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Names what is asked; the rest keeps its default. */
    public static final class Builder {
        private String directory;
        private List<String> policies;
        private List<String> images;
        private List<String> imageFiles;
        private List<String> manifests;
        private List<String> layouts;
        private String namespace;
        private List<RegistryEntry> registries;
        private String registryConfig;
        private List<String> insecureRegistries;
        private List<String> caCertificates;
        private String trustRoot;
        private Map<String, String> files;
        private String waivers;
        private String baseline;
        private boolean onlyNew;
        private String noMatch;
        private boolean offline;
        private String at;
        private int jobs;
        private int timeoutSeconds;
        private Map<String, String> options;

        private Builder() {}

        public Builder directory(String value) {
            directory = value;
            return this;
        }

        public Builder policies(List<String> value) {
            policies = value;
            return this;
        }

        public Builder images(List<String> value) {
            images = value;
            return this;
        }

        public Builder imageFiles(List<String> value) {
            imageFiles = value;
            return this;
        }

        public Builder manifests(List<String> value) {
            manifests = value;
            return this;
        }

        public Builder layouts(List<String> value) {
            layouts = value;
            return this;
        }

        public Builder namespace(String value) {
            namespace = value;
            return this;
        }

        public Builder registries(List<RegistryEntry> value) {
            registries = value;
            return this;
        }

        public Builder registryConfig(String value) {
            registryConfig = value;
            return this;
        }

        public Builder insecureRegistries(List<String> value) {
            insecureRegistries = value;
            return this;
        }

        public Builder caCertificates(List<String> value) {
            caCertificates = value;
            return this;
        }

        public Builder trustRoot(String value) {
            trustRoot = value;
            return this;
        }

        public Builder files(Map<String, String> value) {
            files = value;
            return this;
        }

        public Builder waivers(String value) {
            waivers = value;
            return this;
        }

        public Builder baseline(String value) {
            baseline = value;
            return this;
        }

        public Builder onlyNew(boolean value) {
            onlyNew = value;
            return this;
        }

        public Builder noMatch(String value) {
            noMatch = value;
            return this;
        }

        public Builder offline(boolean value) {
            offline = value;
            return this;
        }

        public Builder at(String value) {
            at = value;
            return this;
        }

        public Builder jobs(int value) {
            jobs = value;
            return this;
        }

        public Builder timeoutSeconds(int value) {
            timeoutSeconds = value;
            return this;
        }

        public Builder options(Map<String, String> value) {
            options = value;
            return this;
        }

        public GateRequest build() {
            return new GateRequest(
                    directory,
                    policies,
                    images,
                    imageFiles,
                    manifests,
                    layouts,
                    namespace,
                    registries,
                    registryConfig,
                    insecureRegistries,
                    caCertificates,
                    trustRoot,
                    files,
                    waivers,
                    baseline,
                    onlyNew,
                    noMatch,
                    offline,
                    at,
                    jobs,
                    timeoutSeconds,
                    options);
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static <T> List<T> list(List<T> value) {
        return value == null ? List.of() : List.copyOf(value);
    }
}
