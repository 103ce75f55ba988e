package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;

/** Rules of {@code policy}, at the level of the ClusterImagePolicy and of an attestation. */
final class PolicyRules {
    private static final List<String> INCLUDES =
            List.of("fetchConfigFile", "includeSpec", "includeObjectMeta", "includeTypeMeta");

    private PolicyRules() {}

    static void check(Field policy, FieldErrors errors) {
        Field type = policy.get("type");
        if (!type.text().equals("cue") && !type.text().equals("rego")) {
            errors.invalid(type, "only [cue,rego] are supported at the moment", "Write type: cue or type: rego");
        }
        Field data = policy.get("data");
        Field remote = policy.get("remote");
        Field configMap = policy.get("configMapRef");
        long named = Stream.of(data.hasText(), remote.present(), configMap.present())
                .filter(b -> b)
                .count();
        if (named == 0) {
            errors.missing("Write the policy's text as data", configMap, data, remote);
        } else if (named > 1) {
            errors.oneOfBoth("Keep one of data, remote and configMapRef", configMap, data, remote);
        }
        if (remote.present()) {
            remote(remote, errors);
        }
        if (configMap.present()) {
            required(configMap.get("name"), "Name the ConfigMap", errors);
            required(configMap.get("key"), "Name the key of the ConfigMap that holds the policy", errors);
        }
    }

    static void checkWithinAttestation(Field policy, FieldErrors errors) {
        check(policy, errors);
        for (String name : INCLUDES) {
            if (policy.get(name).present()) {
                errors.notAllowed("Move it to spec.policy, which sees the image and its workload", policy.get(name));
            }
        }
    }

    private static void remote(Field remote, FieldErrors errors) {
        Field url = remote.get("url");
        if (!isHttps(url.text())) {
            errors.invalid(url, "url valid is invalid. host and https scheme are expected", "Write https://host/path");
        }
        required(remote.get("sha256sum"), "Write the SHA-256 of the file: sha256sum FILE", errors);
    }

    private static boolean isHttps(String text) {
        try {
            URI url = new URI(text);
            return "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void required(Field field, String remedy, FieldErrors errors) {
        if (!field.hasText()) {
            errors.missing(remedy, field);
        }
    }
}
