package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.Dialect;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.Template;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.TemplateException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Package text/template. */
public final class TemplatePackage {
    private static final int MAX_STEPS = 100_000;
    private static final int MAX_LENGTH = 1 << 20;

    /** A format that names a type, or may: with flags before the verb, or an escape in its place. */
    private static final Pattern TYPES = Pattern.compile("%[^A-Za-z%]*(T|\\\\)");
    /** A format that is no literal of the template. */
    private static final Pattern COMPUTED = Pattern.compile("\\bprintf\\b(?!\\s+[\"`])");

    private TemplatePackage() {}

    static void register(Registry registry) {
        registry.function("Execute", "s_", a -> Results.text(execute(a.string(0), a.get(1))));
        registry.function("HTMLEscape", "s", a -> Results.text(escape("html", a.string(0))));
        registry.function("JSEscape", "s", a -> Results.text(escape("js", a.string(0))));
    }

    /** Throws {@link CallError} when the text is no template; CUE reads it before it asks for concrete data. */
    public static void requireTemplate(String text) {
        try {
            Template.parse(text);
        } catch (TemplateException e) {
            throw failure(e);
        }
    }

    private static String escape(String function, String text) {
        return execute("{{" + function + " .}}", new Data.StringData(text));
    }

    private static String execute(String template, Data data) {
        int[] steps = {0};
        // The types of Go are not known of the values here.
        if (TYPES.matcher(template).find() || COMPUTED.matcher(template).find()) {
            throw CueFault.unsupported(-1, "a template whose format names types or is computed");
        }
        try {
            String text = Template.parse(template)
                    .render(Dialect.GO, value(data), () -> count(steps), TemplatePackage::limit);
            // Go's complaint about a verb names the type as well.
            if (text.contains("%!")) {
                throw CueFault.unsupported(-1, "the types of Go in a template");
            }
            return text;
        } catch (TemplateException e) {
            throw failure(e);
        }
    }

    /** A policy may ask whether a call failed, so a bound of ours must not look like a failure. */
    private static RuntimeException failure(TemplateException e) {
        return e.isLimit() ? CueFault.limit(-1, e.getMessage()) : new CallError("template: " + e.getMessage());
    }

    private static void count(int[] steps) {
        if (++steps[0] > MAX_STEPS) {
            throw CueFault.limit(-1, "a template takes more than " + MAX_STEPS + " steps");
        }
    }

    private static void limit(long length) {
        if (length > MAX_LENGTH) {
            throw CueFault.limit(-1, "a template writes more than " + MAX_LENGTH + " characters");
        }
    }

    /** As CUE hands values to Go. */
    private static GoValue value(Data data) {
        if (data instanceof Data.StringData string) {
            return new GoValue.Text(string.value());
        }
        if (data instanceof Data.NumberData number) {
            return number(number);
        }
        if (data instanceof Data.BoolData bool) {
            return new GoValue.Bool(bool.value());
        }
        if (data instanceof Data.StructData struct) {
            TreeMap<String, GoValue> entries = new TreeMap<>();
            struct.fields().forEach((name, field) -> entries.put(name, value(field)));
            return new GoValue.MapOf(entries);
        }
        if (data instanceof Data.ListData list) {
            List<GoValue> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(value(element)));
            return new GoValue.ListOf(elements);
        }
        if (data instanceof Data.NullData) {
            return new GoValue.Nil();
        }
        throw CueFault.unsupported(-1, "bytes in a template");
    }

    private static GoValue number(Data.NumberData number) {
        if (!number.integer()) {
            return new GoValue.Float(number.value().doubleValue());
        }
        BigInteger value = number.value().toBigInteger();
        return value.bitLength() < 64 ? new GoValue.Int(value.longValue()) : new GoValue.BigInt(value);
    }
}
