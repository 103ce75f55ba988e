package io.jenkins.plugins.imagepolicy.engine.language.cue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Policies for every construct, with inputs on both sides of each boundary and the verdicts of CUE v0.14.2. */
final class Boundaries {
    private Boundaries() {}

    /** {@code ours}: how this evaluator refuses what CUE accepts, or empty. */
    record Case(String policy, String input, boolean compliant, String ours) {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Boundaries.class.getResourceAsStream("boundaries.jsonl"), StandardCharsets.UTF_8))) {
            ObjectMapper mapper = new ObjectMapper();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode entry = mapper.readTree(line);
                for (JsonNode each : entry.get("cases")) {
                    cases.add(new Case(
                            entry.get("policy").asText(),
                            each.get("input").asText(),
                            each.get("compliant").asBoolean(),
                            each.path("ours").asText("")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }
}
