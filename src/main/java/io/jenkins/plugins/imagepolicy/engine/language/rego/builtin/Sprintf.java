package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoFormat;
import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code sprintf}: numbers as Go holds them, anything else as text. */
final class Sprintf {
    private Sprintf() {}

    static void register(Registry r) {
        r.add("sprintf", "string, array[any] -> string", (c, a) -> {
            List<GoValue> args = new ArrayList<>();
            for (Value v : Args.array(a, 2)) {
                args.add(argument(v));
            }
            return Strings.sized(c, GoFormat.sprintf(Args.string(a, 1), args, c::size));
        });
    }

    private static GoValue argument(Value v) {
        if (v instanceof StringValue s) {
            return new GoValue.Text(s.value());
        }
        if (!(v instanceof NumberValue n)) {
            return new GoValue.Text(v.toString());
        }
        if (n.isWrittenAsInteger()) {
            return n.isLong() || n.signum() == 0
                    ? new GoValue.Int(n.signum() == 0 ? 0 : n.longValue())
                    : new GoValue.BigInt(n.decimal().toBigInteger());
        }
        double d = n.doubleValue();
        // Beyond the range of doubles OPA hands the text on.
        return Double.isInfinite(d) ? new GoValue.Text(n.text()) : new GoValue.Float(d);
    }
}
