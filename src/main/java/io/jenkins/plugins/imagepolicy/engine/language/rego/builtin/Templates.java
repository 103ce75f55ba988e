package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.Dialect;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.Template;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.TemplateException;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code strings.render_template}: the variables reach the template as JSON would. */
final class Templates {
    private Templates() {}

    static void register(Registry r) {
        r.add("strings.render_template", "string, object[string:any] -> string", (c, a) -> {
            String source = Args.string(a, 1);
            GoValue data = json(Args.object(a, 2));
            c.tick(source.length());
            try {
                return StringValue.of(Template.parse(source).render(Dialect.OPA, data, () -> c.tick(1), c::size));
            } catch (TemplateException e) {
                if (e.isLimit()) {
                    // Undefined would let a negation pass.
                    c.size(Long.MAX_VALUE);
                }
                throw BuiltinException.of("template: " + e.getMessage());
            }
        });
    }

    private static GoValue json(Value v) {
        if (v instanceof StringValue s) {
            return new GoValue.Text(s.value());
        }
        if (v instanceof NumberValue n) {
            return new GoValue.Text(n.text(), "json.Number");
        }
        if (v instanceof BooleanValue b) {
            return new GoValue.Bool(b.value());
        }
        if (v instanceof NullValue) {
            return new GoValue.Nil();
        }
        if (v instanceof ObjectValue o) {
            TreeMap<String, GoValue> entries = new TreeMap<>();
            for (int i = 0; i < o.size(); i++) {
                Value key = o.keyAt(i);
                entries.put(key instanceof StringValue s ? s.value() : JsonText.of(key), json(o.valueAt(i)));
            }
            return new GoValue.MapOf(entries);
        }
        List<GoValue> elements = new ArrayList<>();
        Iterable<Value> values = v instanceof ArrayValue a ? a : (SetValue) v;
        values.forEach(e -> elements.add(json(e)));
        return new GoValue.ListOf(elements);
    }
}
