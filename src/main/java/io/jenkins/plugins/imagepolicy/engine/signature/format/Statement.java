package io.jenkins.plugins.imagepolicy.engine.signature.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An in-toto statement, version 0.1 or 1. */
public record Statement(String predicateType, List<Subject> subjects, JsonNode json) {
    /** What cosign 3 signs an image with; not an attestation. */
    public static final String COSIGN_SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

    private static final Set<String> TYPES =
            Set.of("https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1");
    private static final int MOST_SUBJECTS = 1024;

    /**
     * One thing that the statement is about.
     *
     * @param sha256 as written; empty when the subject has no such digest
     */
    public record Subject(String sha256, Map<String, String> annotations) {
        public Subject {
            annotations = Map.copyOf(annotations);
        }
    }

    public Statement {
        subjects = List.copyOf(subjects);
    }

    public static Statement read(byte[] payload) throws UnverifiedException {
        try {
            JsonObject json = StrictJson.object(payload, "the statement");
            String type = json.text("_type");
            if (!TYPES.contains(type)) {
                throw new EncodingException("the statement's _type '" + type + "' is not that of an in-toto statement");
            }
            List<Subject> subjects = new ArrayList<>();
            for (JsonObject subject : json.objects("subject")) {
                subjects.add(subject(subject));
            }
            if (subjects.isEmpty() || subjects.size() > MOST_SUBJECTS) {
                throw new EncodingException("the statement has " + subjects.size() + " subjects");
            }
            String predicateType = json.text("predicateType");
            if (predicateType.isBlank()) {
                throw new EncodingException("the statement's predicateType is empty");
            }
            return new Statement(predicateType, subjects, json.node());
        } catch (EncodingException e) {
            throw Malformed.because(e);
        }
    }

    private static Subject subject(JsonObject subject) throws EncodingException {
        String sha256 = "";
        if (subject.has("digest")) {
            sha256 = subject.object("digest").optionalText("sha256").orElse("");
        }
        Map<String, String> annotations = new TreeMap<>();
        if (subject.has("annotations")) {
            subject.object("annotations").node().fields().forEachRemaining(field -> {
                if (field.getValue().isTextual()) {
                    annotations.put(field.getKey(), field.getValue().textValue());
                }
            });
        }
        return new Subject(sha256, annotations);
    }

    /** The subject with this digest. */
    public Optional<Subject> subject(Digest digest) {
        return subjects.stream().filter(s -> s.sha256().equals(digest.hex())).findFirst();
    }
}
