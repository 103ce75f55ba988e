package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.base64;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.checkpoint;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entry;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.proof;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestRekor;
import java.util.Base64;

/** Inclusion proofs and checkpoints. */
final class ProofAttacks extends Attacks {
    ProofAttacks() {
        path();
        treeHead();
    }

    private void path() {
        attack(
                "proof truncated",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> ((ArrayNode) proof(b).get("hashes")).remove(1))));
        attack("proof empty", NOT_IN_LOG, s -> s.push(s.bundle().bundle(b -> proof(b).putArray("hashes"))));
        attack(
                "proof too long",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> ((ArrayNode) proof(b).get("hashes"))
                        .add(Base64.getEncoder().encodeToString(new byte[32])))));
        attack(
                "proof changed",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> ((ArrayNode) proof(b).get("hashes"))
                        .set(0, Json.object().textNode(Base64.getEncoder().encodeToString(new byte[32]))))));
        attack(
                "proof of another index",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> proof(b).put("logIndex", "0"))));
        attack("no proof", BAD_SIGNATURE, s -> s.push(s.bundle().bundle(b -> entry(b).remove("inclusionProof"))));
        attack(
                "body swapped under proof and promise",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> {
                    byte[] body = Base64.getDecoder()
                            .decode(entry(b).get("canonicalizedBody").asText());
                    entry(b).put("canonicalizedBody", base64(text(body) + " "));
                })));
    }

    private void treeHead() {
        attack(
                "proof for another size than the checkpoint's",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> proof(b).put("treeSize", "4"))));
        attack(
                "root hash other than the checkpoint's",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> proof(b).put(
                                "rootHash", Base64.getEncoder().encodeToString(new byte[32])))));
        attack(
                "checkpoint signed by nobody",
                NOT_IN_LOG,
                s -> s.push(s.bundle()
                        .bundle(b -> checkpoint(
                                b, c -> c.substring(0, c.indexOf("\u2014")) + "\u2014 rekor.test AAAAAAAAAAAA\n"))));
        attack(
                "checkpoint of another log",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> {
                    byte[] root =
                            Base64.getDecoder().decode(proof(b).get("rootHash").asText());
                    checkpoint(b, c -> TestRekor.first("rekor.test").checkpoint(root, 3));
                })));
        attack(
                "checkpoint without signatures",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> checkpoint(b, c -> c.substring(0, c.indexOf("\u2014"))))));
        attack(
                "checkpoint's text changed",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> checkpoint(b, c -> c.replaceFirst("1234567890", "1234567891")))));
        attack(
                "proof without checkpoint",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> proof(b).remove("checkpoint"))));
    }
}
