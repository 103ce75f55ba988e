package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.nio.charset.StandardCharsets;

/** What is signed. */
public final class Payloads {
    private Payloads() {}

    /** As cosign 2 writes it. */
    public static byte[] simpleSigning(Digest image) {
        return ("{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example/app\"},\"image\":{\"docker-manifest-digest\":\""
                        + image + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @param version1 Statement v1 (cosign 3's signatures) instead of v0.1 (its attestations) */
    static byte[] statement(String predicateType, Digest image, String predicate, boolean version1) {
        ObjectNode json = Json.object();
        json.put("_type", "https://in-toto.io/Statement/" + (version1 ? "v1" : "v0.1"));
        json.putArray("subject").addObject().putObject("digest").put("sha256", image.hex());
        json.put("predicateType", predicateType);
        json.set("predicate", Json.parse(predicate));
        return Json.bytes(json);
    }
}
