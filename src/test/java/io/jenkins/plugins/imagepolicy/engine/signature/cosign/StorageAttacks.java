package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CONTENT_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.REGISTRY_UNREACHABLE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNSIGNED;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.descriptor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;

/** What is found in the repository, and what is not. */
final class StorageAttacks extends Attacks {
    StorageAttacks() {
        referrers();
        layers();
        registry();
    }

    private void referrers() {
        attack("unsigned image", UNSIGNED, s -> {});
        attack("referrer whose subject is another image", UNSIGNED, s -> {
            Digest manifest = SIGSTORE.bundleSignature(s.other, s.signer).push(s.repository);
            byte[] bytes = s.repository.stored(manifest).orElseThrow();
            s.repository.refer(s.image, descriptor(manifest, bytes));
        });
        attack("referrer without subject", UNSIGNED, s -> {
            Digest manifest = s.bundle().manifest(m -> m.remove("subject")).push(s.repository);
            s.repository.refer(
                    s.image, descriptor(manifest, s.repository.stored(manifest).orElseThrow()));
        });
        attack("bundle of another image moved to this one", BAD_SIGNATURE, s -> SIGSTORE.bundleSignature(
                        s.other, s.signer)
                .manifest(m -> ((ObjectNode) m.get("subject")).put("digest", s.image.toString()))
                .push(s.repository));
        attack(
                "referrer listed but gone",
                CONTENT_INVALID,
                s -> s.repository.remove(s.bundle().push(s.repository)));
        attack(
                "fallback tag that is no index",
                CONTENT_INVALID,
                s -> s.repository.tag("sha256-" + s.image.hex(), s.other));
        attack("too many referrers", CONTENT_INVALID, s -> {
            byte[] bundle = s.bundle().bundleJson();
            for (int i = 0; i < 300; i++) {
                int number = i;
                s.bundle()
                        .stored(b -> bundle)
                        .sign(b -> new byte[] {1})
                        .withoutLog()
                        .manifest(m -> m.putObject("annotations").put("n", Integer.toString(number)))
                        .push(s.repository);
            }
        });
    }

    private void layers() {
        attack(
                "layer listed but gone",
                CONTENT_INVALID,
                s -> s.push(s.legacy()
                        .manifest(m -> ((ObjectNode) m.at("/layers/0")).put("digest", "sha256:" + "0".repeat(64)))));
        attack(
                "layer of another type",
                BAD_SIGNATURE,
                s -> s.push(s.legacy()
                        .manifest(m -> ((ObjectNode) m.at("/layers/0")).put("mediaType", "application/octet-stream"))));
        attack("payload too large", CONTENT_INVALID, s -> s.push(s.legacy().stored(b -> new byte[2 * 1024 * 1024])));
        attack(
                "too many layers",
                CONTENT_INVALID,
                s -> s.push(s.legacy().manifest(m -> {
                    ArrayNode layers = (ArrayNode) m.get("layers");
                    for (int i = 0; i < 1000; i++) {
                        layers.add(layers.get(0).deepCopy());
                    }
                })));
    }

    private void registry() {
        attack("registry out of order", REGISTRY_UNREACHABLE, s -> {
            s.push(s.legacy());
            s.repository.failWith(REGISTRY_UNREACHABLE);
        });
    }
}
