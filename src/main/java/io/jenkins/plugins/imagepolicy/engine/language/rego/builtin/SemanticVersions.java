package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Semantic versions, as leniently as OPA reads them: leading zeros are allowed. */
final class SemanticVersions {
    private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:[.][0-9A-Za-z-]+)*)?";
    private static final Pattern VERSION =
            Pattern.compile("(?s)([+]?[0-9]{1,19})[.]([+]?[0-9]{1,19})[.]([+]?[0-9]{1,19})(?:-" + IDENTIFIERS
                    + ")?(?:[+]" + IDENTIFIERS + ")?");

    private SemanticVersions() {}

    static void register(Registry r) {
        r.add(
                "semver.is_valid",
                "any -> boolean",
                (c, a) -> BooleanValue.of(a[0] instanceof StringValue s && match(s.value()) != null));
        r.add("semver.compare", "string, string -> number", SemanticVersions::compare);
    }

    private static Matcher match(String text) {
        Matcher m = VERSION.matcher(text);
        if (!m.matches()) {
            return null;
        }
        for (int i = 1; i <= 3; i++) {
            if (new java.math.BigInteger(m.group(i)).bitLength() > 63) {
                return null;
            }
        }
        return m;
    }

    private static Matcher parsed(Value[] a, int position) throws BuiltinException {
        String text = Args.string(a, position);
        Matcher m = match(text);
        if (m == null) {
            throw BuiltinException.of("operand " + position + ": string \"" + text + "\" is not a valid SemVer");
        }
        return m;
    }

    private static Value compare(BuiltinContext c, Value[] a) throws BuiltinException {
        Matcher x = parsed(a, 1);
        Matcher y = parsed(a, 2);
        for (int i = 1; i <= 3; i++) {
            int order = Long.compare(Long.parseLong(x.group(i)), Long.parseLong(y.group(i)));
            if (order != 0) {
                return NumberValue.of(order);
            }
        }
        return NumberValue.of(preRelease(x.group(4), y.group(4)));
    }

    private static int preRelease(String x, String y) {
        boolean noX = x == null || x.isEmpty();
        boolean noY = y == null || y.isEmpty();
        if (noX || noY) {
            return noX && noY ? 0 : noX ? 1 : -1;
        }
        String[] a = x.split("[.]");
        String[] b = y.split("[.]");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = identifier(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int identifier(String a, String b) {
        boolean numberA = a.matches("[0-9]+");
        boolean numberB = b.matches("[0-9]+");
        if (numberA && numberB) {
            return new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b));
        }
        if (numberA != numberB) {
            return numberA ? -1 : 1;
        }
        return Integer.signum(a.compareTo(b));
    }
}
