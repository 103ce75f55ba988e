package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A TUF repository with one key for every role. */
public final class TestTufRepository {
    public final Map<String, byte[]> files = new LinkedHashMap<>();
    public final KeyPair key = TestKeys.pair("P-256");
    private final Instant expires;

    public TestTufRepository(Instant expires) {
        this.expires = expires;
    }

    public byte[] root(int version, KeyPair rootKey, KeyPair... signers) {
        ObjectNode signed = header("root", version);
        signed.put("consistent_snapshot", true);
        ObjectNode keys = signed.putObject("keys");
        ObjectNode public_ = keys.putObject("k1");
        public_.put("keytype", "ecdsa").put("scheme", "ecdsa-sha2-nistp256");
        public_.putObject("keyval").put("public", TestKeys.pem(rootKey.getPublic()));
        ObjectNode roles = signed.putObject("roles");
        for (String role : new String[] {"root", "timestamp", "snapshot", "targets"}) {
            roles.putObject(role).put("threshold", 1).putArray("keyids").add("k1");
        }
        return sign(signed, signers.length == 0 ? new KeyPair[] {rootKey} : signers);
    }

    /** Writes timestamp, snapshot, targets and the target, all of this version. */
    public void publish(int version, String name, byte[] target) {
        ObjectNode targets = header("targets", version);
        ObjectNode listed = targets.putObject("targets").putObject(name);
        listed.put("length", target.length).putObject("hashes").put("sha256", hex(target));
        files.put("targets/" + hex(target) + "." + name, target);
        byte[] targetsJson = sign(targets, key);
        files.put(version + ".targets.json", targetsJson);

        ObjectNode snapshot = header("snapshot", version);
        snapshot.putObject("meta").putObject("targets.json").put("version", version);
        byte[] snapshotJson = sign(snapshot, key);
        files.put(version + ".snapshot.json", snapshotJson);

        ObjectNode timestamp = header("timestamp", version);
        ObjectNode meta = timestamp.putObject("meta").putObject("snapshot.json");
        meta.put("version", version)
                .put("length", snapshotJson.length)
                .putObject("hashes")
                .put("sha256", hex(snapshotJson));
        files.put("timestamp.json", sign(timestamp, key));
    }

    public byte[] archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("repository/" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private ObjectNode header(String type, int version) {
        return Json.object()
                .put("_type", type)
                .put("spec_version", "1.0.31")
                .put("version", version)
                .put("expires", expires.toString());
    }

    private static byte[] sign(ObjectNode signed, KeyPair... keys) {
        try {
            ObjectNode file = Json.object();
            file.set("signed", signed);
            var signatures = file.putArray("signatures");
            for (KeyPair pair : keys) {
                byte[] signature = TestKeys.signLegacy(pair.getPrivate(), CanonicalJson.encode(signed));
                signatures
                        .addObject()
                        .put("keyid", "k1")
                        .put("sig", HexFormat.of().formatHex(signature));
            }
            return Json.bytes(file);
        } catch (EncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(Hashes.sha256(bytes));
    }
}
