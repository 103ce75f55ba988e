package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import java.util.List;
import java.util.Optional;

/**
 * One authority.
 *
 * @param bundle whether {@code signatureFormat} is bundle; anything else is legacy, as for the controller
 * @param ctlog empty when the policy has no {@code ctlog}
 * @param timestampTrustRoot {@code rfc3161timestamp.trustRootRef}; an empty text when the field is there without it
 * @param pointer where it stands in the document
 */
public record Authority(
        String name,
        Signer signer,
        Optional<Source> source,
        Optional<CtLog> ctlog,
        List<Attestation> attestations,
        Optional<String> timestampTrustRoot,
        boolean bundle,
        JsonPointer pointer) {
    public Authority {
        attestations = List.copyOf(attestations);
    }

    /** Who must have signed. */
    public sealed interface Signer {
        /** @param hashAlgorithm sha224, sha256, sha384 or sha512 */
        record Key(KeyRef key, String hashAlgorithm) implements Signer {}

        /** @param trustRootRef empty for the default trusted root */
        record Keyless(
                String url,
                Optional<KeyRef> caCert,
                List<IdentityMatcher> identities,
                String trustRootRef,
                boolean insecureIgnoreSct)
                implements Signer {
            public Keyless {
                identities = List.copyOf(identities);
            }
        }

        /** @param message told when {@code pass} is false; may be empty */
        record Static(boolean pass, String message) implements Signer {}
    }

    /** Where a key comes from. */
    public sealed interface KeyRef {
        /** @param pem valid */
        record Data(String pem) implements KeyRef {
            // Written out because each run asks for it, as in Digest.
            @Override
            public boolean equals(Object other) {
                return other instanceof Data data && pem.equals(data.pem);
            }

            @Override
            public int hashCode() {
                return pem.hashCode();
            }
        }

        record Secret(String name) implements KeyRef {}

        record Kms(String reference) implements KeyRef {}
    }

    /** Where signatures are stored; {@code oci} and {@code tagPrefix} may be empty. */
    public record Source(String oci, List<String> pullSecrets, String tagPrefix) {
        public Source {
            pullSecrets = List.copyOf(pullSecrets);
        }
    }

    /** Despite its name the Rekor; both may be empty. */
    public record CtLog(String url, String trustRootRef) {}

    /** @param predicateType as written */
    public record Attestation(String name, String predicateType, Optional<PolicyRef> policy) {}
}
