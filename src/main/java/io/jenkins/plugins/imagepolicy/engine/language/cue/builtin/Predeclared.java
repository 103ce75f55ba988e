package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint.AllOf;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint.Bound;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint.TypeOf;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Predeclared types. */
final class Predeclared {
    private static final Map<String, Integer> KINDS = Map.of(
            "_", Kind.TOP,
            "string", Kind.STRING,
            "bytes", Kind.BYTES,
            "bool", Kind.BOOL,
            "int", Kind.INT,
            "float", Kind.FLOAT,
            "number", Kind.NUMBER);

    private static final String FLOAT32 = "3.40282346638528859811704183484516925440e+38";
    private static final String FLOAT64 = "1.797693134862315708145274237317043567981e+308";

    private static final Map<String, List<String>> RANGES = Map.ofEntries(
            Map.entry("rune", List.of("0", "1114111")),
            Map.entry("int8", List.of("-128", "127")),
            Map.entry("int16", List.of("-32768", "32767")),
            Map.entry("int32", List.of("-2147483648", "2147483647")),
            Map.entry("int64", List.of("-9223372036854775808", "9223372036854775807")),
            Map.entry(
                    "int128",
                    List.of("-170141183460469231731687303715884105728", "170141183460469231731687303715884105727")),
            Map.entry("uint", List.of("0")),
            Map.entry("uint8", List.of("0", "255")),
            Map.entry("uint16", List.of("0", "65535")),
            Map.entry("uint32", List.of("0", "4294967295")),
            Map.entry("uint64", List.of("0", "18446744073709551615")),
            Map.entry("uint128", List.of("0", "340282366920938463463374607431768211455")));

    private Predeclared() {}

    static Map<String, Value> types() {
        Map<String, Value> types =
                KINDS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> new TypeOf(e.getValue())));
        RANGES.forEach((name, range) -> types.put(name, integers(range)));
        types.put("float32", floats(FLOAT32));
        types.put("float64", floats(FLOAT64));
        return Map.copyOf(types);
    }

    private static Value integers(List<String> range) {
        Bound from = new Bound(Operator.GREATER_EQUAL, Numbers.parseJson(range.get(0)));
        if (range.size() == 1) {
            return new AllOf(List.of(new TypeOf(Kind.INT), from));
        }
        Bound to = new Bound(Operator.LESS_EQUAL, Numbers.parseJson(range.get(1)));
        return new AllOf(List.of(new TypeOf(Kind.INT), from, to));
    }

    /** Any number within the range, integers included. */
    private static Value floats(String limit) {
        return new AllOf(List.of(
                new Bound(Operator.GREATER_EQUAL, Numbers.parseJson("-" + limit)),
                new Bound(Operator.LESS_EQUAL, Numbers.parseJson(limit))));
    }
}
