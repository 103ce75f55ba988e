package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.List;
import java.util.stream.Stream;

/** Rules of one of {@code authorities}, after defaulting. */
final class AuthorityRules {
    /** Lint: upstream's own warning of short predicate names. */
    static final String DEPRECATED_PREDICATE_TYPE = "deprecated-predicate-type";

    private AuthorityRules() {}

    static void check(Field authority, FieldErrors errors) {
        Field key = authority.get("key");
        Field keyless = authority.get("keyless");
        Field fixed = authority.get("static");
        long kinds = Stream.of(key, keyless, fixed).filter(Field::present).count();
        if (kinds == 0) {
            errors.oneOfNeither("Write key, keyless or static", key, keyless, fixed);
            return;
        }
        if (kinds > 1) {
            errors.oneOfBoth("Keep one of key, keyless and static; write an authority for each", key, keyless, fixed);
            return;
        }
        if (fixed.present()) {
            fixed(authority, fixed, errors);
        }
        if (key.present()) {
            KeyRules.check(key, errors);
        }
        if (keyless.present()) {
            KeylessRules.check(keyless, errors);
        }
        sources(authority.get("source"), errors);
        for (int i = 0; i < authority.get("attestations").items().size(); i++) {
            Field item = authority.get("attestations").items().get(i);
            attestation(item.named(authority.get("attestations").path()), errors);
        }
    }

    private static void fixed(Field authority, Field fixed, FieldErrors errors) {
        Field action = fixed.get("action");
        if (!action.hasText()) {
            errors.missing("Write action: pass or action: fail", action);
        } else if (!List.of("pass", "fail").contains(action.text())) {
            errors.invalid(action, "unsupported action", "Write action: pass or action: fail");
        }
        for (String other : List.of("attestations", "source")) {
            if (!authority.get(other).items().isEmpty()) {
                conflict(authority, other, fixed, errors);
            }
        }
        for (String other : List.of("ctlog", "rfc3161timestamp")) {
            if (authority.get(other).present()) {
                conflict(authority, other, fixed, errors);
            }
        }
    }

    private static void conflict(Field authority, String other, Field fixed, FieldErrors errors) {
        errors.oneOfBoth(
                "A static authority verifies nothing: remove static, or the other fields", authority.get(other), fixed);
    }

    private static void sources(Field sources, FieldErrors errors) {
        if (sources.items().size() > 1) {
            errors.invalid(
                    "source", sources, "only single source is supported", "Keep one; write an authority for each");
            return;
        }
        for (Field source : sources.items()) {
            Field oci = source.get("oci");
            if (oci.hasText()) {
                OciSource.problem(oci.text())
                        .ifPresent(details -> errors.invalid(oci, details, "Write registry.example/repository"));
            }
            for (Field secret : source.get("signaturePullSecrets").items()) {
                if (!secret.get("name").hasText()) {
                    errors.missing("Name the Secret", secret.get("name"));
                }
            }
        }
    }

    static void attestation(Field attestation, FieldErrors errors) {
        Field name = attestation.get("name");
        if (!name.hasText()) {
            errors.missing("Give the attestation a name", name);
        }
        Field type = attestation.get("predicateType");
        if (!type.hasText()) {
            errors.missing("Write the predicate's type, for example https://slsa.dev/provenance/v1", type);
        } else if (PredicateTypes.isDeprecated(type.text())) {
            String remedy = PredicateTypes.isShortName(type.text())
                    ? "Write " + PredicateTypes.uri(type.text())
                    : "Write the URI that the attestation's statement has as predicateType";
            errors.warning(
                    type, "deprecated value, please use RFC 3986 conformant values", DEPRECATED_PREDICATE_TYPE, remedy);
        }
        Field policy = attestation.get("policy");
        if (policy.present()) {
            PolicyRules.checkWithinAttestation(policy, errors);
        }
    }
}
