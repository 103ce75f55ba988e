package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Values in messages, as CUE writes them, cut off where they grow long. */
final class Text {
    private static final int MAX_LENGTH = 200;

    private Text() {}

    static String of(Value value) {
        return of(value, value == null ? Kind.TOP : value instanceof Expr ? Kind.TOP : value.kind());
    }

    static String of(Value value, int kind) {
        StringBuilder out = new StringBuilder();
        if (value == null) {
            out.append(Kind.name(kind));
        } else {
            write(value, out);
        }
        return out.length() > MAX_LENGTH ? out.substring(0, MAX_LENGTH) + "..." : out.toString();
    }

    private static void write(Value value, StringBuilder out) {
        if (out.length() > MAX_LENGTH) {
            return;
        }
        if (value instanceof Expr expr) {
            expression(expr, out);
        } else if (value instanceof Data data) {
            data(data, out);
        } else if (value instanceof Constraint.TypeOf type) {
            out.append(Kind.name(type.kind()));
        } else if (value instanceof Constraint.Bound bound) {
            out.append(bound.operator());
            write(bound.operand(), out);
        } else if (value instanceof Constraint.AllOf all) {
            String separator = "";
            for (Value each : all.values()) {
                out.append(separator);
                write(each, out);
                separator = " & ";
            }
        } else if (value instanceof Validator validator) {
            out.append(validator.qualifiedName());
            arguments(validator, out);
        } else if (value instanceof Node node) {
            node(node.deref(), out);
        } else if (value instanceof Bottom) {
            out.append("_|_");
        }
    }

    static void arguments(Validator validator, StringBuilder out) {
        if (!validator.arguments().isEmpty()) {
            out.append('(');
            String separator = "";
            for (Value argument : validator.arguments()) {
                out.append(separator);
                write(argument, out);
                separator = ", ";
            }
            out.append(')');
        }
    }

    private static void node(Node node, StringBuilder out) {
        if (node.scalar != null) {
            data(node.scalar, out);
        } else if (node.isList || node.isStructNow()) {
            out.append(node.isList ? '[' : '{');
            String separator = "";
            for (Node arc : node.arcs) {
                if (out.length() > MAX_LENGTH) {
                    break;
                }
                if (arc.type == FieldType.MEMBER && !arc.label.isLet()) {
                    out.append(separator);
                    if (!node.isList) {
                        out.append(arc.label).append(':');
                    }
                    write(arc, out);
                    separator = ",";
                }
            }
            out.append(node.isList ? ']' : '}');
        } else {
            out.append(Kind.name(node.kind));
        }
    }

    private static void data(Data data, StringBuilder out) {
        if (data instanceof Data.StringData string) {
            quote(string.value(), out);
        } else if (data instanceof Data.NumberData number) {
            out.append(number.value());
        } else if (data instanceof Data.BoolData bool) {
            out.append(bool.value());
        } else if (data instanceof Data.BytesData bytes) {
            out.append('\'')
                    .append(new String(bytes.value(), StandardCharsets.UTF_8))
                    .append('\'');
        } else if (data instanceof Data.ListData list) {
            String separator = "[";
            for (Data element : list.elements()) {
                out.append(separator);
                write(element, out);
                separator = ",";
            }
            out.append(separator.equals("[") ? "[]" : "]");
        } else if (data instanceof Data.StructData struct) {
            out.append('{');
            String separator = "";
            for (Map.Entry<String, Data> field : struct.fields().entrySet()) {
                out.append(separator).append(Label.string(field.getKey())).append(':');
                write(field.getValue(), out);
                separator = ",";
            }
            out.append('}');
        } else {
            out.append("null");
        }
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length() && out.length() <= MAX_LENGTH; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void expression(Expr expr, StringBuilder out) {
        if (expr instanceof Expr.Literal literal) {
            write(literal.value(), out);
        } else if (expr instanceof Expr.Struct struct) {
            struct(struct, out);
        } else if (expr instanceof Expr.ListLit list) {
            list(list, out);
        } else if (expr instanceof Expr.Bound bound) {
            out.append(bound.operator());
            write(bound.operand(), out);
        } else if (expr instanceof Expr.Binary binary) {
            write(binary.left(), out);
            out.append(' ').append(binary.operator()).append(' ');
            write(binary.right(), out);
        } else if (expr instanceof Expr.Disjunction disjunction) {
            String separator = "(";
            for (Expr.Disjunct disjunct : disjunction.disjuncts()) {
                out.append(separator).append(disjunct.isDefault() ? "*" : "");
                write(disjunct.value(), out);
                separator = "|";
            }
            out.append(')');
        } else if (expr instanceof Expr.FieldReference reference) {
            out.append(reference.label());
        } else if (expr instanceof Expr.Selector selector) {
            write(selector.from(), out);
            out.append('.').append(selector.label());
        } else if (expr instanceof Expr.Function function) {
            out.append(function.name());
        } else if (expr instanceof Expr.Call call) {
            write(call.function(), out);
            out.append("()");
        } else {
            out.append("_");
        }
    }

    private static void struct(Expr.Struct struct, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Expr.Decl decl : struct.decls()) {
            out.append(separator);
            if (decl instanceof Expr.Field field) {
                out.append(field.label());
                out.append(field.type() == FieldType.OPTIONAL ? "?:" : field.type() == FieldType.REQUIRED ? "!:" : ":");
                write(field.value(), out);
            } else if (decl instanceof Expr.Embedding embedding) {
                write(embedding.value(), out);
            } else if (decl instanceof Expr.PatternField pattern) {
                out.append('[');
                write(pattern.pattern(), out);
                out.append("]:");
                write(pattern.value(), out);
            } else {
                out.append("_");
            }
            separator = ",";
        }
        if (struct.open()) {
            out.append(separator).append("...");
        }
        out.append('}');
    }

    private static void list(Expr.ListLit list, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (Expr.Element element : list.elements()) {
            out.append(separator);
            write(element.value(), out);
            separator = ",";
        }
        if (list.rest() != null) {
            out.append(separator).append("...");
            write(list.rest(), out);
        }
        out.append(']');
    }
}
