package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules of a TrustRoot (source: policy-controller pkg/apis/policy/v1alpha1/trustroot_validation.go), all errors of all list elements
 * reported. Fields of bytes are base64.
 */
final class TrustRootRules {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASE64_REMEDY = "Write base64, for example with 'base64 -w0'";

    private final FieldErrors errors;

    private TrustRootRules(FieldErrors errors) {
        this.errors = errors;
    }

    /** @param spec after defaulting */
    static FieldErrors check(Field spec) {
        FieldErrors errors = new FieldErrors();
        new TrustRootRules(errors).spec(spec);
        return errors;
    }

    private void spec(Field spec) {
        Field remote = spec.get("remote");
        Field repository = spec.get("repository");
        Field keys = spec.get("sigstoreKeys");
        long named = Stream.of(remote, repository, keys).filter(Field::present).count();
        if (named == 0) {
            errors.oneOfNeither("Write sigstoreKeys, repository or remote", remote, repository, keys);
        } else if (named > 1) {
            errors.oneOfBoth("Keep one of sigstoreKeys, repository and remote", remote, repository, keys);
        } else if (remote.present()) {
            remote(remote);
        } else if (repository.present()) {
            repository(repository);
        } else {
            keys(keys);
        }
    }

    private void remote(Field remote) {
        root(remote.get("root"));
        required(remote.get("mirror"), "Write the URL of the TUF repository");
    }

    private void repository(Field repository) {
        root(repository.get("root"));
        required(repository.get("targets"), "Write targets: targets");
        Field mirror = repository.get("mirrorFS");
        if (!mirror.hasText()) {
            errors.missing("Write base64 of the repository's tar.gz", repository.get("mirrorFS", "repository"));
            return;
        }
        bytes(mirror)
                .filter(b -> !isGzip(b))
                .ifPresent(b -> errors.invalid(
                        "failed to construct a TUF client",
                        mirror,
                        "failed to uncompress: gzip: invalid header",
                        "Give base64 of a tar.gz of the folder 'repository' with metadata and targets"));
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private void root(Field root) {
        if (!root.hasText()) {
            errors.missing("Write base64 of the repository's root.json", root);
            return;
        }
        Optional<byte[]> bytes = bytes(root);
        if (bytes.isEmpty()) {
            return;
        }
        try {
            JsonNode json = JSON.readTree(bytes.get());
            if (json.path("signatures").isMissingNode()) {
                errors.invalid("missing signatures in root.json", root, "no signatures", "Give the signed root.json");
            }
        } catch (IOException e) {
            errors.invalid(
                    "failed to unmarshal", root, "the root is no JSON", "Give base64 of the repository's root.json");
        }
    }

    private void keys(Field keys) {
        List<Field> authorities = keys.get("certificateAuthorities").items();
        List<Field> stamps = keys.get("timestampAuthorities").items();
        if (authorities.isEmpty() && stamps.isEmpty()) {
            errors.oneOfNeither(
                    "Write certificateAuthorities, timestampAuthorities or both",
                    keys.get("certificateAuthorities", "certificateAuthority"),
                    keys.get("timestampAuthorities"));
        }
        authorities.forEach(authority -> authority(authority, false));
        stamps.forEach(authority -> authority(authority, true));
        Stream.of("tLogs", "ctLogs")
                .flatMap(list -> keys.get(list).items().stream())
                .forEach(this::log);
    }

    static void timestampAuthority(Field authority, FieldErrors errors) {
        new TrustRootRules(errors).authority(authority, true);
    }

    private void authority(Field authority, boolean stamps) {
        required(authority.get("subject").get("organization"), "Name the certificate's organization");
        required(authority.get("subject").get("commonName"), "Name the certificate's common name");
        required(authority.get("uri"), "Write the authority's URL");
        Field chain = authority.get("certChain");
        if (!chain.hasText()) {
            errors.missing("Write base64 of the certificates in PEM", chain);
            return;
        }
        bytes(chain).ifPresent(pem -> chain(chain, pem, stamps));
    }

    private void chain(Field field, byte[] pem, boolean stamps) {
        List<X509Certificate> chain;
        try {
            chain = Certificates.parse(new String(pem, StandardCharsets.UTF_8));
        } catch (TrustException e) {
            errors.invalid(
                    "error splitting the certificates",
                    field,
                    "error during PEM decoding",
                    "Give base64 of certificates in PEM: -----BEGIN CERTIFICATE-----");
            return;
        }
        long leaves = chain.stream().filter(c -> c.getBasicConstraints() < 0).count();
        if (stamps && leaves > 1) {
            errors.invalid(
                    "certificate chain must contain at most one TSA certificate",
                    field,
                    "",
                    "Write an entry of timestampAuthorities for each");
        }
    }

    private void log(Field log) {
        required(log.get("baseURL"), "Write the log's URL");
        required(log.get("hashAlgorithm"), "Write hashAlgorithm: sha-256");
        required(log.get("publicKey"), "Write base64 of the log's public key in PEM");
        if (log.get("publicKey").hasText()) {
            bytes(log.get("publicKey"))
                    .filter(pem -> PublicKeyPem.parse(new String(pem, StandardCharsets.UTF_8))
                            .isEmpty())
                    .ifPresent(pem -> errors.invalid(
                            "public key",
                            log.get("publicKey"),
                            "no public key in PEM",
                            "Give base64 of a public key in PEM"));
        }
    }

    private void required(Field field, String remedy) {
        if (!field.hasText()) {
            errors.missing(remedy, field);
        }
    }

    private Optional<byte[]> bytes(Field field) {
        try {
            return Optional.of(Base64.getDecoder().decode(field.text().replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            errors.invalid("illegal base64 data", field, "", BASE64_REMEDY);
            return Optional.empty();
        }
    }
}
