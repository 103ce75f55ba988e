package io.jenkins.plugins.imagepolicy.engine.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How registries are reached.
 *
 * @param credentials by host, or by host and leading path ({@code ghcr.io/team}); the longest that matches wins, and any here
 *     wins over {@code dockerConfig}
 * @param dockerConfig docker's config.json; must exist when given
 * @param insecureHosts hosts ({@code host[:port]}) that may be reached by plain HTTP or with an unverified certificate, whichever
 *     they speak; {@code http://host} and {@code https://host} fix which of the two
 * @param caCertificates PEM files with certificate authorities trusted beside the platform's
 * @param identities what to show to registries that ask for a TLS certificate, by {@code host[:port]}
 * @param proxy empty takes the proxy of the environment ({@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}) and of the
 *     JVM's properties; {@link ProxySettings#NONE} uses none
 * @param mirrors by host, endpoints ({@code host[:port][/prefix]}) to ask first, in order; what none of them has is asked of the
 *     host itself
 * @param aliases by host, the endpoint to ask instead
 * @param tokenHosts hosts that may be sent credentials of registries of other domains when those name them as their token
 *     service
 * @param connectTimeout for one connection, TLS included
 * @param callTimeout for one read with all its redirects, tokens and retries
 * @param cacheDirectory keeps content by digest between runs; empty for none
 * @param cacheBytes bound of that directory
 * @param requestsInFlight over all hosts
 * @param requestsPerHost at once
 */
public record RegistryOptions(
        Map<String, Credential> credentials,
        Optional<Path> dockerConfig,
        Set<String> insecureHosts,
        List<Path> caCertificates,
        Map<String, ClientIdentity> identities,
        Optional<ProxySettings> proxy,
        Map<String, List<String>> mirrors,
        Map<String, String> aliases,
        Set<String> tokenHosts,
        Duration connectTimeout,
        Duration callTimeout,
        Optional<Path> cacheDirectory,
        long cacheBytes,
        int requestsInFlight,
        int requestsPerHost) {
    public static final RegistryOptions DEFAULT = new RegistryOptions(
            Map.of(),
            Optional.empty(),
            Set.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Set.of(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Optional.empty(),
            512L * 1024 * 1024,
            32,
            8);

    public RegistryOptions {
        credentials = Map.copyOf(credentials);
        insecureHosts = Set.copyOf(insecureHosts);
        caCertificates = List.copyOf(caCertificates);
        identities = Map.copyOf(identities);
        mirrors = Map.copyOf(mirrors);
        aliases = Map.copyOf(aliases);
        tokenHosts = Set.copyOf(tokenHosts);
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** Changes some of the options. */
    public static final class Builder {
        private Map<String, Credential> credentials;
        private Optional<Path> dockerConfig;
        private Set<String> insecureHosts;
        private List<Path> caCertificates;
        private Map<String, ClientIdentity> identities;
        private Optional<ProxySettings> proxy;
        private Map<String, List<String>> mirrors;
        private Map<String, String> aliases;
        private Set<String> tokenHosts;
        private Duration connectTimeout;
        private Duration callTimeout;
        private Optional<Path> cacheDirectory;
        private long cacheBytes;
        private int requestsInFlight;
        private int requestsPerHost;

        private Builder(RegistryOptions options) {
            credentials = options.credentials;
            dockerConfig = options.dockerConfig;
            insecureHosts = options.insecureHosts;
            caCertificates = options.caCertificates;
            identities = options.identities;
            proxy = options.proxy;
            mirrors = options.mirrors;
            aliases = options.aliases;
            tokenHosts = options.tokenHosts;
            connectTimeout = options.connectTimeout;
            callTimeout = options.callTimeout;
            cacheDirectory = options.cacheDirectory;
            cacheBytes = options.cacheBytes;
            requestsInFlight = options.requestsInFlight;
            requestsPerHost = options.requestsPerHost;
        }

        public Builder credentials(Map<String, Credential> value) {
            credentials = value;
            return this;
        }

        public Builder dockerConfig(Path value) {
            dockerConfig = Optional.of(value);
            return this;
        }

        public Builder insecureHosts(String... hosts) {
            insecureHosts = Set.of(hosts);
            return this;
        }

        public Builder caCertificates(List<Path> value) {
            caCertificates = value;
            return this;
        }

        public Builder identities(Map<String, ClientIdentity> value) {
            identities = value;
            return this;
        }

        public Builder proxy(ProxySettings value) {
            proxy = Optional.of(value);
            return this;
        }

        public Builder mirrors(Map<String, List<String>> value) {
            mirrors = value;
            return this;
        }

        public Builder aliases(Map<String, String> value) {
            aliases = value;
            return this;
        }

        public Builder tokenHosts(String... hosts) {
            tokenHosts = Set.of(hosts);
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder callTimeout(Duration value) {
            callTimeout = value;
            return this;
        }

        public Builder cache(Path directory, long bytes) {
            cacheDirectory = Optional.of(directory);
            cacheBytes = bytes;
            return this;
        }

        public Builder requests(int inFlight, int perHost) {
            requestsInFlight = inFlight;
            requestsPerHost = perHost;
            return this;
        }

        public RegistryOptions build() {
            return new RegistryOptions(
                    credentials,
                    dockerConfig,
                    insecureHosts,
                    caCertificates,
                    identities,
                    proxy,
                    mirrors,
                    aliases,
                    tokenHosts,
                    connectTimeout,
                    callTimeout,
                    cacheDirectory,
                    cacheBytes,
                    requestsInFlight,
                    requestsPerHost);
        }
    }
}
