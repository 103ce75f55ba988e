package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Yamls;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The metadata comments of all modules, as {@code rego.metadata.rule()} and {@code rego.metadata.chain()} see them. */
final class Annotations {
    private static final List<String> FIELDS = List.of(
            "title", "description", "organizations", "related_resources", "authors", "schemas", "entrypoint", "custom");

    /** An annotation and what it stands before: a rule, or the package where {@code rule} is null. */
    private record Block(String scope, ObjectValue value, Module module, Rule rule) {}

    private final List<Block> blocks = new ArrayList<>();
    private final Map<Rule, Module> modules = new IdentityHashMap<>();

    private Annotations() {}

    static Annotations of(List<Module> all) {
        Annotations annotations = new Annotations();
        for (Module module : all) {
            module.rules().forEach(rule -> annotations.modules.put(rule, module));
            annotations.read(module);
        }
        return annotations;
    }

    private void read(Module module) {
        List<Module.Comment> comments = module.comments();
        for (int i = 0; i < comments.size(); i++) {
            if (!comments.get(i).text().strip().equals("METADATA")
                    || comments.get(i).at().column() != 1) {
                continue;
            }
            StringBuilder yaml = new StringBuilder();
            int line = comments.get(i).at().line();
            while (i + 1 < comments.size() && comments.get(i + 1).at().line() == line + 1) {
                String text = comments.get(++i).text();
                yaml.append(text.startsWith(" ") ? text.substring(1) : text).append('\n');
                line++;
            }
            block(module, line, yaml.toString());
        }
    }

    private void block(Module module, int line, String yaml) {
        Value value = Yamls.read(yaml);
        if (!(value instanceof ObjectValue object)) {
            throw io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError.invalid(
                    io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError.PARSE,
                    "METADATA block is no valid YAML",
                    module.at());
        }
        Rule rule = null;
        if (module.at().line() < line) {
            for (Rule r : module.rules()) {
                if (r.at().line() > line
                        && (rule == null || r.at().line() < rule.at().line())) {
                    rule = r;
                }
            }
            if (rule == null) {
                return;
            }
        }
        String scope = object.get("scope") instanceof StringValue s ? s.value() : rule == null ? "package" : "rule";
        ObjectValue.Builder out = new ObjectValue.Builder().put("scope", StringValue.of(scope));
        for (String field : FIELDS) {
            Value v = object.get(field);
            if (v != null) {
                out.put(field, field.equals("authors") ? authors(v) : field.startsWith("related") ? related(v) : v);
            }
        }
        blocks.add(new Block(scope, out.build(), module, rule));
    }

    private static Value authors(Value v) {
        if (!(v instanceof ArrayValue list)) {
            return v;
        }
        List<Value> out = new ArrayList<>();
        for (Value author : list) {
            if (author instanceof StringValue s) {
                ObjectValue.Builder parts = new ObjectValue.Builder();
                String text = s.value().strip();
                int mail = text.lastIndexOf('<');
                boolean hasMail = mail >= 0 && text.endsWith(">");
                String name = hasMail ? text.substring(0, mail).strip() : text;
                if (!name.isEmpty() || !hasMail) {
                    parts.put("name", StringValue.of(name));
                }
                if (hasMail) {
                    parts.put("email", StringValue.of(text.substring(mail + 1, text.length() - 1)));
                }
                out.add(parts.build());
            } else {
                out.add(author);
            }
        }
        return ArrayValue.of(out);
    }

    private static Value related(Value v) {
        if (!(v instanceof ArrayValue list)) {
            return v;
        }
        List<Value> out = new ArrayList<>();
        for (Value resource : list) {
            out.add(
                    resource instanceof StringValue
                            ? new ObjectValue.Builder().put("ref", resource).build()
                            : resource);
        }
        return ArrayValue.of(out);
    }

    MetadataLookup lookup(Rule rule) {
        return (name, call) -> {
            if (!call.args().isEmpty()) {
                return null;
            }
            return switch (name) {
                case "rego.metadata.rule" -> ruleAnnotation(rule);
                case "rego.metadata.chain" -> chain(rule);
                default -> null;
            };
        };
    }

    private Value ruleAnnotation(Rule rule) {
        for (Block b : blocks) {
            if (b.rule == rule && b.scope.equals("rule")) {
                return b.value;
            }
        }
        return ObjectValue.EMPTY;
    }

    private static List<Value> path(Module module, Rule rule) {
        List<Value> path = new ArrayList<>(ModuleNames.values(module.path()));
        if (rule != null) {
            path.add(StringValue.of(rule.name().name()));
            for (Term t : rule.path()) {
                path.add(t instanceof Term.Scalar s ? s.value() : StringValue.of("_"));
            }
        }
        return path;
    }

    private static Value entry(List<Value> path, Value annotation) {
        ObjectValue.Builder out = new ObjectValue.Builder().put("path", ArrayValue.of(path));
        if (annotation != null) {
            out.put("annotations", annotation);
        }
        return out.build();
    }

    /** From the rule outwards: rule, document, package, packages around it. */
    private Value chain(Rule rule) {
        Module module = modules.get(rule);
        List<Value> rulePath = path(module, rule);
        List<Value> out = new ArrayList<>();
        Value own = ruleAnnotation(rule);
        out.add(entry(rulePath, own.size() == 0 ? null : own));
        for (Block b : blocks) {
            if (b.scope.equals("document")
                    && b.rule != null
                    && path(b.module, b.rule).equals(rulePath)) {
                out.add(entry(rulePath, b.value));
            }
        }
        for (Block b : blocks) {
            if (b.scope.equals("package") && b.module.path().equals(module.path())) {
                out.add(entry(path(b.module, null), b.value));
            }
        }
        for (int length = module.path().size(); length > 0; length--) {
            for (Block b : blocks) {
                if (b.scope.equals("subpackages")
                        && b.module.path().equals(module.path().subList(0, length))) {
                    out.add(entry(path(b.module, null), b.value));
                }
            }
        }
        return ArrayValue.of(out);
    }
}
