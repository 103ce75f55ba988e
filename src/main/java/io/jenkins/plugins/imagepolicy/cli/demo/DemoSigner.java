package io.jenkins.plugins.imagepolicy.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Signs as {@code cosign sign --key --tlog-upload=false} does, with a key that is thrown away with this object. */
final class DemoSigner {
    private static final String PAYLOAD_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String SIGNATURE_ANNOTATION = "dev.cosignproject.cosign/signature";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final KeyPair keys;

    DemoSigner() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
    }

    /** What cosign stores for a signature: two blobs and the manifest that names them. */
    record Signed(String tag, byte[] payload, byte[] config, byte[] manifest) {}

    String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    Signed sign(String repository, Digest image) throws GeneralSecurityException {
        ObjectNode payload = JSON.objectNode();
        ObjectNode critical = payload.putObject("critical");
        critical.putObject("identity").put("docker-reference", repository);
        critical.putObject("image").put("docker-manifest-digest", image.toString());
        critical.put("type", "cosign container image signature");
        payload.putNull("optional");
        byte[] signed = bytes(payload);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed);
        byte[] config = bytes(JSON.objectNode().put("architecture", "").put("os", ""));
        return new Signed(
                "sha256-" + image.hex() + ".sig",
                signed,
                config,
                manifest(signed, config, Base64.getEncoder().encodeToString(signature.sign())));
    }

    private static byte[] manifest(byte[] payload, byte[] config, String signature) {
        ObjectNode manifest = JSON.objectNode();
        manifest.put("schemaVersion", 2).put("mediaType", "application/vnd.oci.image.manifest.v1+json");
        manifest.set("config", descriptor("application/vnd.oci.image.config.v1+json", config));
        ObjectNode layer = descriptor(PAYLOAD_TYPE, payload);
        layer.putObject("annotations").put(SIGNATURE_ANNOTATION, signature);
        manifest.putArray("layers").add(layer);
        return bytes(manifest);
    }

    private static ObjectNode descriptor(String mediaType, byte[] content) {
        return JSON.objectNode()
                .put("mediaType", mediaType)
                .put("size", content.length)
                .put("digest", Digest.of(content).toString());
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
