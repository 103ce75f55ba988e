package io.jenkins.plugins.imagepolicy.engine.signature.format;

import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Dsse;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import java.util.List;
import java.util.Optional;

/** Reads DSSE envelopes of in-toto statements with just one signature. */
final class DsseReader {
    /** An envelope and its signature. */
    record Signed(Content.Envelope envelope, byte[] signature) {}

    private DsseReader() {}

    /** @param serialized the blob that {@code json} is, when it is one */
    static Signed read(JsonObject json, Optional<byte[]> serialized) throws EncodingException {
        json.only("payload", "payloadType", "signatures");
        String payloadType = json.text("payloadType");
        if (!payloadType.equals(Dsse.IN_TOTO)) {
            throw new EncodingException("the envelope's payloadType '" + payloadType + "' is not " + Dsse.IN_TOTO);
        }
        List<JsonObject> signatures = json.objects("signatures");
        if (signatures.size() != 1) {
            throw new EncodingException("the envelope has " + signatures.size() + " signatures instead of one");
        }
        byte[] signature =
                signatures.get(0).only("sig", "keyid", "cert", "publicKey").base64("sig");
        if (signature.length == 0) {
            throw new EncodingException("the envelope's signature is empty");
        }
        return new Signed(new Content.Envelope(payloadType, json.base64("payload"), serialized), signature);
    }
}
