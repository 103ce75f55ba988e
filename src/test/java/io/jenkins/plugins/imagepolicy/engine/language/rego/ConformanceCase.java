package io.jenkins.plugins.imagepolicy.engine.language.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Source;
import io.jenkins.plugins.imagepolicy.engine.language.rego.parser.RegoParser;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One case in the format of OPA's conformance suite, and how to run it. */
record ConformanceCase(String category, boolean v1, JsonNode json) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    enum Verdict {
        PASS,
        FAIL,
        /** The case uses a built-in that the engine refuses. */
        REFUSED
    }

    record Outcome(Verdict verdict, String detail) {}

    static List<ConformanceCase> load(Path folder, boolean v1) throws IOException {
        List<ConformanceCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (JsonNode c : MAPPER.readTree(file.toFile()).path("cases")) {
                    cases.add(new ConformanceCase(file.getParent().getFileName().toString(), v1, c));
                }
            }
        }
        return cases;
    }

    String note() {
        return json.path("note").asText();
    }

    Outcome run() {
        try {
            List<Value> wanted = new ArrayList<>();
            RegoResult result = evaluate();
            if (!json.has("want_result")) {
                return new Outcome(
                        Verdict.FAIL,
                        "no error; wanted " + json.path("want_error_code") + json.path("want_error") + "; got "
                                + result.solutions());
            }
            for (JsonNode row : json.get("want_result")) {
                wanted.add(comparable(JsonReader.of(row)));
            }
            List<Value> got = new ArrayList<>();
            for (Map<String, Value> solution : result.solutions()) {
                ObjectValue.Builder row = new ObjectValue.Builder();
                solution.forEach((name, value) -> {
                    if (!name.startsWith("__")) {
                        row.put(name, jsonLike(value));
                    }
                });
                got.add(comparable(row.build()));
            }
            Collections.sort(wanted);
            Collections.sort(got);
            return wanted.equals(got)
                    ? new Outcome(Verdict.PASS, "")
                    : new Outcome(Verdict.FAIL, "wanted " + wanted + "\n      got    " + got);
        } catch (RegoException e) {
            return error(e);
        } catch (IOException e) {
            return new Outcome(Verdict.FAIL, e.toString());
        }
    }

    private Outcome error(RegoException e) {
        if (e.kind() == FaultKind.UNSUPPORTED) {
            return new Outcome(Verdict.REFUSED, e.getMessage());
        }
        if (!json.has("want_error_code") && !json.has("want_error")) {
            return new Outcome(Verdict.FAIL, "unexpected " + e.getMessage() + "\n" + e.excerpt());
        }
        boolean same = json.has("want_error_code")
                ? json.get("want_error_code").asText().equals(e.code())
                : e.getMessage().contains(json.path("want_error").asText());
        return same
                ? new Outcome(Verdict.PASS, "")
                : new Outcome(
                        Verdict.FAIL,
                        "wanted " + json.path("want_error_code") + json.path("want_error") + "; got " + e.getMessage());
    }

    private RegoResult evaluate() throws RegoException, IOException {
        Map<String, String> modules = new LinkedHashMap<>();
        for (JsonNode module : json.path("modules")) {
            // The suite of version 0 restates each query as a module.
            if (module.asText().startsWith("package query\n")
                    && !json.path("query").asText().contains("data.query")) {
                continue;
            }
            modules.put("test-" + modules.size() + ".rego", module.asText());
        }
        RegoOptions options = v1 ? RegoOptions.V1 : RegoOptions.V0;
        if (json.path("strict_error").asBoolean()) {
            options = options.withStrictBuiltinErrors();
        }
        RegoInput data = json.has("data") ? RegoInput.of(json.get("data")) : RegoInput.none();
        RegoInput input = RegoInput.none();
        if (json.has("input")) {
            input = RegoInput.of(json.get("input"));
        } else if (json.has("input_term")) {
            input = term(json.get("input_term").asText());
        }
        RegoEnvironment env =
                RegoEnvironment.at(Instant.parse("2026-11-21T10:15:30Z")).withWallTime(Duration.ofSeconds(20));
        return RegoCompiler.compile(modules, data, options)
                .query(json.get("query").asText(), input, env);
    }

    /** A ground term of Rego as a value; evaluated, since it may contain sets. */
    private static RegoInput term(String text) throws RegoException {
        RegoParser.term(new Source("input", text));
        RegoResult result = RegoCompiler.compile("none.rego", "package none", RegoOptions.V1)
                .query("x = " + text, RegoInput.none(), RegoEnvironment.at(Instant.EPOCH));
        return RegoInput.of(result.solutions().get(0).get("x"));
    }

    /** Sets become sorted arrays and keys strings, as in JSON. */
    static Value jsonLike(Value v) {
        if (v instanceof ArrayValue a) {
            List<Value> out = new ArrayList<>();
            a.forEach(e -> out.add(jsonLike(e)));
            return ArrayValue.of(out);
        }
        if (v instanceof SetValue s) {
            List<Value> out = new ArrayList<>();
            s.forEach(e -> out.add(jsonLike(e)));
            return ArrayValue.of(out);
        }
        if (v instanceof ObjectValue o) {
            ObjectValue.Builder out = new ObjectValue.Builder();
            for (int i = 0; i < o.size(); i++) {
                Value key = o.keyAt(i);
                out.put(key instanceof StringValue ? key : StringValue.of(JsonText.of(key)), jsonLike(o.valueAt(i)));
            }
            return out.build();
        }
        return v;
    }

    private Value comparable(Value row) {
        if (!json.path("sort_bindings").asBoolean()) {
            return row;
        }
        ObjectValue o = (ObjectValue) row;
        ObjectValue.Builder out = new ObjectValue.Builder();
        for (int i = 0; i < o.size(); i++) {
            out.put(o.keyAt(i), sorted(o.valueAt(i)));
        }
        return out.build();
    }

    private static Value sorted(Value v) {
        if (v instanceof ArrayValue a) {
            List<Value> list = new ArrayList<>();
            a.forEach(list::add);
            Collections.sort(list);
            return ArrayValue.of(list);
        }
        return v;
    }
}
