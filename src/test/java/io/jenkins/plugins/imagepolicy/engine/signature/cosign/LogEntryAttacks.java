package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNTIMESTAMPED;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.base64;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entries;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entry;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.flip;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.junk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestRekor;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.util.HexFormat;

/** Log entries: whose they are, what they record, and what is put beside them. */
final class LogEntryAttacks extends Attacks {
    LogEntryAttacks() {
        binding();
        promise();
        secondEntry();
        secondGeneration();
        claims();
    }

    private void binding() {
        attack("no log entry", NOT_IN_LOG, s -> s.push(s.legacy().withoutLog()));
        attack("log entry of another signature of the same signer", NOT_IN_LOG, s -> {
            String[] stolen = new String[1];
            MemoryRepository elsewhere = new MemoryRepository();
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> stolen[0] = a.get(BUNDLE))
                    .push(elsewhere);
            s.push(s.legacy().annotations(a -> a.put(BUNDLE, stolen[0])));
        });
        attack(
                "log entry about another digest",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b -> Json.edit(
                                b, j -> ((ObjectNode) j.at("/spec/data/hash")).put("value", "0".repeat(64))))));
        attack(
                "log entry with another signature",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b ->
                                Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature")).put("content", "AAAA")))));
        attack(
                "log entry with another certificate",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b -> Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature/publicKey"))
                                .put(
                                        "content",
                                        base64(TestSigstore.pem(
                                                SIGSTORE.fulcio().root())))))));
        attack(
                "log entry with the bare key instead of the certificate",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b -> Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature/publicKey"))
                                .put("content", base64(s.signer.pem()))))));
        attack(
                "log entry of a kind that binds nothing",
                NOT_IN_LOG,
                s -> s.push(s.legacy().logBody(b -> Json.edit(b, j -> j.put("kind", "rpm")))));
        attack(
                "log entry hashed with SHA-1",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b ->
                                Json.edit(b, j -> ((ObjectNode) j.at("/spec/data/hash")).put("algorithm", "sha1")))));
    }

    private void promise() {
        attack(
                "promise changed",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .annotation(
                                BUNDLE,
                                j -> j.put(
                                        "SignedEntryTimestamp",
                                        flip(j.get("SignedEntryTimestamp").asText())))));
        attack(
                "time of the log changed",
                NOT_IN_LOG,
                s -> s.push(s.legacy().annotation(BUNDLE, j -> ((ObjectNode) j.get("Payload"))
                        .put("integratedTime", NOW.getEpochSecond() + 1))));
        attack(
                "index of the log changed",
                NOT_IN_LOG,
                s -> s.push(s.legacy().annotation(BUNDLE, j -> ((ObjectNode) j.get("Payload")).put("logIndex", 1))));
        attack(
                "entry of a log that is not trusted",
                NOT_IN_LOG,
                s -> s.push(s.legacy().log(TestRekor.first("rekor.test"))));
        attack(
                "entry of another log under the trusted one's id",
                NOT_IN_LOG,
                s -> s.push(s.legacy().log(TestRekor.first("evil.test")).annotation(BUNDLE, j -> ((ObjectNode)
                                j.get("Payload"))
                        .put("logID", HexFormat.of().formatHex(SIGSTORE.rekor().id())))));
        attack(
                "log annotation with an unknown member",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().annotation(BUNDLE, j -> j.put("more", 1))));
    }

    private void secondEntry() {
        attack("junk second log entry", NOT_IN_LOG, s -> s.push(s.bundle().bundle(b -> junk(b))));
        attack(
                "no time but a junk second entry with a promise",
                NOT_IN_LOG,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2()).bundle(b -> junk(b))));
        attack("second log entry genuine but of another signature", NOT_IN_LOG, s -> {
            ObjectNode elsewhere =
                    Json.object(SIGSTORE.bundleSignature(s.other, s.signer).bundleJson());
            ObjectNode stolen = entry(elsewhere).put("logIndex", "4712");
            s.push(s.bundle().bundle(b -> entries(b).add(stolen)));
        });
    }

    private void secondGeneration() {
        attack(
                "second generation without a time",
                UNTIMESTAMPED,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2())));
        attack(
                "second generation with an invented time",
                UNTIMESTAMPED,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2()).bundle(b -> entry(b).put(
                                "integratedTime", Long.toString(NOW.getEpochSecond())))));
        attack(
                "second generation with a promise",
                NOT_IN_LOG,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2()).timestamped().bundle(b -> entry(b).putObject(
                                "inclusionPromise")
                        .put("signedEntryTimestamp", "AAAA"))));
        attack(
                "first generation without promise or timestamp",
                UNTIMESTAMPED,
                s -> s.push(s.bundle().bundle(b -> entry(b).remove("inclusionPromise"))));
    }

    private void claims() {
        attack(
                "kind of the entry misstated",
                NOT_IN_LOG,
                s -> s.push(s.bundle()
                        .bundle(b -> ((ObjectNode) entry(b).get("kindVersion")).put("kind", "hashedrekord"))));
        attack(
                "log entry that names no log",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> entry(b).remove("logId"))));
        attack(
                "log index negative",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> entry(b).put("logIndex", "-1"))));
    }
}
