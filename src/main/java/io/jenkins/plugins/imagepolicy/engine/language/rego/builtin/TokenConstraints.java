package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/** What the caller of {@code io.jwt.decode_verify} asks of a token. */
final class TokenConstraints {
    private static final Set<String> CONSTRAINTS = Set.of("cert", "secret", "alg", "iss", "time", "aud");

    private TokenConstraints() {}

    static void check(ObjectValue constraints) throws BuiltinException {
        for (int i = 0; i < constraints.size(); i++) {
            if (!(constraints.keyAt(i) instanceof StringValue s) || !CONSTRAINTS.contains(s.value())) {
                throw BuiltinException.of("unknown token validation constraint: " + constraints.keyAt(i));
            }
        }
    }

    /** The text of a constraint, or null. */
    static String text(ObjectValue constraints, String name) throws BuiltinException {
        Value v = constraints.get(name);
        if (v == null) {
            return null;
        }
        if (v instanceof StringValue s) {
            return s.value();
        }
        throw BuiltinException.of(name + " constraint: must be a string");
    }

    /** Whether the claims fit the issuer, the audience and the time. */
    static boolean accept(BuiltinContext c, ObjectValue constraints, ObjectValue claims) throws BuiltinException {
        String issuer = text(constraints, "iss");
        if (issuer != null
                && !(claims.get("iss") instanceof StringValue s && s.value().equals(issuer))) {
            return false;
        }
        if (!audience(text(constraints, "aud"), claims.get("aud"))) {
            return false;
        }
        BigDecimal now = new BigDecimal(Times.toNanos(c.now()));
        if (constraints.get("time") instanceof NumberValue n) {
            now = n.decimal();
        } else if (constraints.get("time") != null) {
            throw BuiltinException.of("token time validation constraint must be a number");
        }
        BigDecimal seconds = now.divide(new BigDecimal(BigInteger.TEN.pow(9)));
        Value expires = claims.get("exp");
        if (expires != null) {
            if (!(expires instanceof NumberValue n)) {
                throw BuiltinException.of("exp value must be a number");
            }
            if (seconds.compareTo(n.decimal()) >= 0) {
                return false;
            }
        }
        Value notBefore = claims.get("nbf");
        if (notBefore != null) {
            if (!(notBefore instanceof NumberValue n)) {
                throw BuiltinException.of("nbf value must be a number");
            }
            return seconds.compareTo(n.decimal()) >= 0;
        }
        return true;
    }

    private static boolean audience(String wanted, Value stated) {
        if (wanted == null || stated == null) {
            return wanted == null && stated == null;
        }
        StringValue audience = StringValue.of(wanted);
        if (stated instanceof ArrayValue list) {
            for (Value v : list) {
                if (v.equals(audience)) {
                    return true;
                }
            }
            return false;
        }
        return stated.equals(audience);
    }
}
