package io.jenkins.plugins.imagepolicy.cli.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Policies with one condition flipped, widened or taken away: what a slip of the pen could make of a policy. */
final class PolicyMutants {
    /** Expression and replacement, each applied to every place where it matches, one place at a time. */
    private static final List<Map.Entry<Pattern, String>> FLIPS = List.of(
            flip(" == ", " != "),
            flip(" != ", " == "),
            flip(" <= ", " > "),
            flip(" >= ", " < "),
            flip(" > ", " < "),
            flip(" < ", " > "),
            flip("=~\"", "!~\""),
            flip("!~\"", "=~\""),
            flip("\\[\\.\\.\\.!=", "[...=="),
            flip("\\bnot ", ""),
            flip("horizon_days := 30", "horizon_days := 31"),
            flip("\\(7 \\* 24\\)", "(8 * 24)"),
            flip("action: pass", "action: fail"),
            flip("action: fail", "action: pass"),
            flip("(fetchConfigFile|includeSpec|includeObjectMeta|includeTypeMeta): true", "$1: false"),
            flip("predicateType: (\\S+)", "predicateType: $1/other"),
            flip("glob: (\\S+)", "glob: none.example.net/**"),
            flip("glob: [^\"\\s]+", "glob: \"**\""),
            flip("issuer: \\S+", "issuerRegExp: .*"),
            flip("subject: \\S+", "subjectRegExp: .*"),
            flip("RegExp: \\^", "RegExp: "),
            flip("(RegExp: \\S+)\\$", "$1"),
            flip("(RegExp: \\S*?)\\\\\\.", "$1."),
            flip("failureAction: Enforce", "failureAction: Audit"),
            flip("validationActions: \\[Deny\\]", "validationActions: [Warn]"),
            flip("required: true", "required: false"),
            flip("startsWith\\(", "endsWith("));

    /** A word in a list of a CEL expression. */
    private static final Pattern CEL_CONSTANT = Pattern.compile("(?<=\\[|, )'[^']*'(?=[,\\]])");

    /** A quoted word in a list, set or comparison of a policy's text. */
    private static final Pattern CONSTANT = Pattern.compile("(?<=[\\[{,:=|(] ?)\"[A-Za-z0-9_./:@-]+\"(?=[\\]},)|\\s])");

    private static final Pattern ALTERNATIVE = Pattern.compile("(?<=[(|])[A-Za-z_?/:@]+(?=[|)])");
    /** A rule of Rego's, or a line of CUE: everything between two empty lines below {@code data:}. */
    private static final Pattern RULE =
            Pattern.compile("\\n\\n( +)(?!isCompliant|#)[a-z#].*?(?=\\n\\n|\\z)", Pattern.DOTALL);

    private PolicyMutants() {}

    /** Mutated texts by what was done. */
    static Map<String, String> of(String policy) {
        Map<String, String> mutants = new LinkedHashMap<>();
        int body = Math.max(0, policy.indexOf("\nspec:"));
        for (Map.Entry<Pattern, String> flip : FLIPS) {
            each(flip.getKey(), policy, body, match -> expand(match, flip.getValue()), mutants);
        }
        each(CEL_CONSTANT, policy, body, match -> "'mutant'", mutants);
        int data = policy.indexOf("data: |");
        boolean pem = policy.contains("BEGIN PUBLIC KEY");
        if (pem) {
            // without a log a key's signature is taken as it is; keyless signatures need the log all the same
            each(Pattern.compile("\\n      ctlog:\\n        url: \\S+"), policy, body, match -> "", mutants);
        } else if (data >= 0) {
            each(CONSTANT, policy, data, match -> "\"mutant\"", mutants);
            each(ALTERNATIVE, policy, data, match -> "mutant", mutants);
            each(RULE, policy, data, match -> "", mutants);
        }
        return mutants;
    }

    private static void each(
            Pattern pattern,
            String policy,
            int from,
            java.util.function.Function<Matcher, String> replace,
            Map<String, String> mutants) {
        Matcher matcher = pattern.matcher(policy);
        for (int at = from; matcher.find(at); at = Math.max(matcher.end(), at + 1)) {
            int line = 1
                    + (int) policy.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            String what = "line " + line + ": " + matcher.group().strip().replace('\n', ' ') + " -> "
                    + replace.apply(matcher);
            mutants.put(
                    what + " #" + mutants.size(),
                    policy.substring(0, matcher.start()) + replace.apply(matcher) + policy.substring(matcher.end()));
        }
    }

    private static String expand(Matcher match, String replacement) {
        return match.groupCount() > 0 && match.group(1) != null
                ? replacement.replace("$1", match.group(1))
                : replacement;
    }

    private static Map.Entry<Pattern, String> flip(String expression, String replacement) {
        return Map.entry(Pattern.compile(expression), replacement);
    }
}
