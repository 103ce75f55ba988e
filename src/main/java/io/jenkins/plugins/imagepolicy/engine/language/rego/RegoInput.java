package io.jenkins.plugins.imagepolicy.engine.language.rego;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.IOException;

/** A JSON document, read once for any number of evaluations. Numbers keep their digits. */
public final class RegoInput {
    private static final RegoInput NONE = new RegoInput(null);

    private final Value value;

    private RegoInput(Value value) {
        this.value = value;
    }

    /** No input: every reference to it is undefined. */
    public static RegoInput none() {
        return NONE;
    }

    public static RegoInput ofJson(String json) throws RegoException {
        try {
            return new RegoInput(JsonReader.read(json));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    public static RegoInput ofJson(byte[] json) throws RegoException {
        try {
            return new RegoInput(JsonReader.read(json));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    public static RegoInput of(JsonNode json) throws RegoException {
        try {
            return new RegoInput(JsonReader.of(json));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A value that is there already; unlike JSON it may hold sets. */
    public static RegoInput of(Value value) {
        return new RegoInput(value);
    }

    private static RegoException unreadable(IOException e) {
        return new RegoException(FaultKind.EVALUATION, "eval_input_error", e.getMessage(), "input", 0, 0, "");
    }

    Value value() {
        return value;
    }
}
