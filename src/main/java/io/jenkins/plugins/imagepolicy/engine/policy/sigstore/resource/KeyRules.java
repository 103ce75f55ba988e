package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules of {@code key} and {@code keyless.ca-cert}. */
final class KeyRules {
    /** Where the controller runs, and the only place where it reads Secrets. */
    static final String CONTROLLER_NAMESPACE = "cosign-system";

    private static final Set<String> HASHES = Set.of("sha224", "sha256", "sha384", "sha512");

    private KeyRules() {}

    static void check(Field key, FieldErrors errors) {
        Field data = key.get("data");
        Field kms = key.get("kms");
        Field secret = key.get("secretRef", "secretref");
        int named = (data.hasText() ? 1 : 0) + (kms.hasText() ? 1 : 0) + (secret.present() ? 1 : 0);
        if (named == 0) {
            errors.oneOfNeither(
                    "Write the public key in PEM as data, or name a Secret in secretRef", data, kms, secret);
        } else if (named > 1) {
            errors.oneOfBoth("Keep one of data, kms and secretRef", data, kms, secret);
        }
        if (data.hasText() && PublicKeyPem.parse(data.text()).isEmpty()) {
            errors.invalid(
                    data, "", "Write one PEM block: -----BEGIN PUBLIC KEY----- (what 'cosign public-key' prints)");
        }
        if (kms.hasText()) {
            Optional<String> problem = KmsReference.problem(kms.text());
            problem.ifPresent(details ->
                    errors.invalid(kms, details, "Write a key of one of these providers, or the public key as data"));
        }
        hash(key.get("hashAlgorithm"), errors);
        Field namespace = secret.get("namespace");
        if (namespace.hasText() && !namespace.text().equals(CONTROLLER_NAMESPACE)) {
            errors.invalid(
                    namespace,
                    "secretref.namespace is invalid. If set, it should use the same namespace where the policy-controller was deployed",
                    "Leave namespace out, or write " + CONTROLLER_NAMESPACE);
        }
    }

    private static void hash(Field hash, FieldErrors errors) {
        if (hash.hasText() && !HASHES.contains(normalized(hash.text()))) {
            errors.invalid(hash, "", "Write sha224, sha256, sha384 or sha512");
        }
    }

    /** Trimmed and in lower case; empty stands for sha256. */
    static String normalized(String hash) {
        return hash.strip().toLowerCase(Locale.ROOT);
    }
}
