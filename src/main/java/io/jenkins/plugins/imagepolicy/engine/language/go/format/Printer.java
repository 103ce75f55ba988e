package io.jenkins.plugins.imagepolicy.engine.language.go.format;

import java.util.Map;
import java.util.function.IntConsumer;

/** Writes one value with one verb. */
final class Printer {
    private final StringBuilder out;
    private final Flags flags;
    private final IntConsumer length;

    /** @param length takes the length of the text after each element; may throw to end it */
    Printer(StringBuilder out, Flags flags, IntConsumer length) {
        this.out = out;
        this.flags = flags;
        this.length = length;
    }

    void print(GoValue v, int verb) {
        if (verb == 'T') {
            QuotedText.plain(out, flags, v.type());
        } else if (v instanceof GoValue.Nil) {
            if (verb == 'v') {
                flags.pad(out, "<nil>");
            } else {
                bad(v, verb);
            }
        } else if (v instanceof GoValue.Bool b) {
            if (verb == 'v' || verb == 't') {
                flags.pad(out, String.valueOf(b.value()));
            } else {
                bad(v, verb);
            }
        } else if (v instanceof GoValue.Int i) {
            integer(i, verb);
        } else if (v instanceof GoValue.BigInt i) {
            if ("boOdsvxX".indexOf(verb) >= 0) {
                IntegerText.append(out, flags, i.value(), verb);
            } else {
                out.append("%!")
                        .appendCodePoint(verb)
                        .append("(big.Int=")
                        .append(i.value())
                        .append(')');
            }
        } else if (v instanceof GoValue.Float f) {
            if ("vbgGxXfFeE".indexOf(verb) >= 0) {
                FloatText.append(out, flags, f.value(), verb);
            } else {
                bad(v, verb);
            }
        } else if (v instanceof GoValue.Text t) {
            text(t, verb);
        } else {
            collection(v, verb);
        }
    }

    private void integer(GoValue.Int i, int verb) {
        switch (verb) {
            case 'v', 'd', 'b', 'o', 'O', 'x', 'X' -> IntegerText.append(out, flags, i.value(), verb);
            case 'c' -> IntegerText.character(out, flags, i.value());
            case 'q' -> QuotedText.character(out, flags, i.value());
            case 'U' -> IntegerText.unicode(out, flags, i.value());
            default -> bad(i, verb);
        }
    }

    private void text(GoValue.Text t, int verb) {
        switch (verb) {
            case 'v' -> {
                if (flags.sharpV) {
                    QuotedText.quoted(out, flags, t.value());
                } else {
                    QuotedText.plain(out, flags, t.value());
                }
            }
            case 's' -> QuotedText.plain(out, flags, t.value());
            case 'x', 'X' -> QuotedText.hexadecimal(out, flags, t.value(), verb == 'X');
            case 'q' -> QuotedText.quoted(out, flags, t.value());
            default -> bad(t, verb);
        }
    }

    private void collection(GoValue v, int verb) {
        boolean go = flags.sharpV;
        out.append(go ? v.type() + "{" : v instanceof GoValue.ListOf ? "[" : "map[");
        String separator = "";
        if (v instanceof GoValue.ListOf list) {
            for (GoValue element : list.elements()) {
                out.append(separator);
                element(element, verb);
                separator = go ? ", " : " ";
            }
        } else if (v instanceof GoValue.MapOf map) {
            for (Map.Entry<String, GoValue> e : map.entries().entrySet()) {
                out.append(separator);
                print(new GoValue.Text(e.getKey()), verb);
                out.append(':');
                element(e.getValue(), verb);
                separator = go ? ", " : " ";
            }
        }
        out.append(go ? "}" : "]");
    }

    private void element(GoValue v, int verb) {
        length.accept(out.length());
        if (v instanceof GoValue.Nil) {
            out.append(flags.sharpV ? "interface {}(nil)" : "<nil>");
        } else {
            print(v, verb);
        }
    }

    /** Go's complaint about a verb that does not fit the value. */
    private void bad(GoValue v, int verb) {
        out.append("%!").appendCodePoint(verb).append('(');
        if (v instanceof GoValue.Nil) {
            out.append("<nil>");
        } else {
            out.append(v.type()).append('=');
            print(v, 'v');
        }
        out.append(')');
    }
}
