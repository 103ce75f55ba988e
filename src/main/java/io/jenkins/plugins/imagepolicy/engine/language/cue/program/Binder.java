package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Binds every name of a file to what it stands for and refuses what CUE's compiler refuses. */
public final class Binder {
    private final Catalogue catalogue;
    private Scope scope;
    private final Deque<Label> bindingLets = new ArrayDeque<>();
    private final Map<Label, Set<Label>> letsUsed = new HashMap<>();
    private int lets;

    private Binder(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Compiles a file or throws {@link CueFault}. */
    public static Expr.Struct bind(Ast.File file, Catalogue catalogue) {
        return new Binder(catalogue).file(file);
    }

    private Expr.Struct file(Ast.File file) {
        RecursiveNames.refuse(file.decls());
        scope = new Scope(null, 1);
        declareAll(file.decls());
        for (Ast.Import spec : file.imports()) {
            declareImport(spec);
        }
        List<Expr.Decl> decls = decls(file.decls());
        scope.requireAllUsed();
        return struct(decls, file.decls(), true, 0);
    }

    private void declareImport(Ast.Import spec) {
        String path = spec.path();
        String base = path.contains(":") ? path.substring(0, path.indexOf(':')) : path;
        if (path.contains(":") || !catalogue.isStandard(base)) {
            throw CueFault.invalid(spec.at(), "builtin package \"" + path + "\" undefined");
        }
        if (!catalogue.hasPackage(base)) {
            throw CueFault.unsupported(spec.at(), "the package \"" + path + "\"");
        }
        String name = spec.name() != null ? spec.name() : base.substring(base.lastIndexOf('/') + 1);
        if (name.equals("_") || name.startsWith("#")) {
            throw CueFault.unsupported(spec.at(), "the import name " + name);
        }
        Scope.Entry known = scope.own(name);
        if (known != null) {
            throw CueFault.invalid(spec.at(), name + " redeclared as imported package name");
        }
        scope.declare(name, new Scope.Entry(Scope.Role.IMPORT, null, spec, spec.at()));
    }

    private void declareAll(List<Ast.Decl> decls) {
        for (Ast.Decl decl : decls) {
            if (decl instanceof Ast.Field field) {
                declareField(field);
            } else if (decl instanceof Ast.Let let) {
                Label label = Label.let(let.name() + "#" + lets++);
                scope.declare(let.name(), new Scope.Entry(Scope.Role.LET, label, let, let.at()));
            }
        }
    }

    private void declareField(Ast.Field field) {
        if (field.alias() != null && !(field.label() instanceof Ast.PatternLabel)) {
            scope.declare(field.alias(), new Scope.Entry(Scope.Role.ALIAS, null, field, field.at()));
        }
        if (field.label() instanceof Ast.NameLabel name) {
            scope.declare(
                    name.name(), new Scope.Entry(Scope.Role.FIELD, Label.identifier(name.name()), field, field.at()));
        }
    }

    private List<Expr.Decl> decls(List<Ast.Decl> decls) {
        List<Expr.Decl> bound = new ArrayList<>(decls.size());
        for (Ast.Decl decl : decls) {
            if (decl instanceof Ast.Field field) {
                bound.add(field(field));
            } else if (decl instanceof Ast.Let let) {
                Scope.Entry entry = scope.own(let.name());
                scope.hide(let.name());
                bindingLets.push(entry.label);
                Expr value = expr(let.value());
                bindingLets.pop();
                scope.restore(let.name(), entry);
                bound.add(new Expr.LetField(entry.label, value, let.at()));
            } else if (decl instanceof Ast.Embed embed) {
                bound.add(new Expr.Embedding(expr(embed.value())));
            } else if (decl instanceof Ast.Comprehension comprehension) {
                bound.add(comprehension(comprehension));
            }
        }
        return bound;
    }

    private Expr.Decl field(Ast.Field field) {
        FieldType type =
                switch (field.mark()) {
                    case REGULAR -> FieldType.MEMBER;
                    case OPTIONAL -> FieldType.OPTIONAL;
                    case REQUIRED -> FieldType.REQUIRED;
                };
        if (field.label() instanceof Ast.PatternLabel pattern) {
            return pattern(field, pattern);
        }
        if (field.label() instanceof Ast.NameLabel name) {
            return new Expr.Field(Label.identifier(name.name()), type, fieldValue(field), field.at());
        }
        if (field.label() instanceof Ast.TextLabel text) {
            return new Expr.Field(Label.string(text.text()), type, fieldValue(field), field.at());
        }
        Expr key = expr(((Ast.ComputedLabel) field.label()).key());
        return new Expr.ComputedField(key, type, fieldValue(field), field.at());
    }

    private Expr.Decl pattern(Ast.Field field, Ast.PatternLabel pattern) {
        if (field.alias() != null) {
            throw CueFault.unsupported(field.at(), "an alias of a pattern constraint");
        }
        if (field.mark() != Ast.Mark.REGULAR) {
            throw CueFault.unsupported(field.at(), "a marked pattern constraint");
        }
        Scope outer = scope;
        scope = new Scope(outer, 0);
        PatternNames.of(pattern.pattern()).forEach(this::refuseOwnField);
        Expr bound = expr(pattern.pattern());
        if (pattern.alias() != null) {
            scope.declare(pattern.alias(), new Scope.Entry(Scope.Role.PATTERN_LABEL, null, field, field.at()));
        }
        Expr value = fieldValue(field);
        scope = outer;
        return new Expr.PatternField(bound, value, field.at());
    }

    /** A pattern must not depend on the fields that it may constrain. */
    private void refuseOwnField(Ast.Name name) {
        for (Scope s = scope; s != null && !s.inField; s = s.outer) {
            if (s.own(name.name()) != null) {
                throw CueFault.invalid(
                        name.at(),
                        "reference \"" + name.name()
                                + "\" in label expression refers to field against which it would be matched");
            }
        }
    }

    private Expr fieldValue(Ast.Field field) {
        Scope outer = scope;
        if (field.valueAlias() != null) {
            scope = new Scope(outer, 0);
            scope.declare(field.valueAlias(), new Scope.Entry(Scope.Role.VALUE_ALIAS, null, field, field.at()));
        }
        boolean nested = scope.inField;
        scope.inField = true;
        Expr value = expr(field.value());
        scope.inField = nested;
        if (scope != outer) {
            scope.requireAllUsed();
            scope = outer;
        }
        return value;
    }

    private Expr.Struct struct(List<Expr.Decl> decls, List<Ast.Decl> source, boolean file, int at) {
        boolean embeds = decls.stream().anyMatch(d -> d instanceof Expr.Embedding || d instanceof Expr.Comprehension);
        boolean open = source.stream().anyMatch(d -> d instanceof Ast.Ellipsis);
        return new Expr.Struct(List.copyOf(decls), embeds, open, file, at);
    }

    private Expr.Struct struct(Ast.Struct struct) {
        Scope outer = scope;
        scope = new Scope(outer, 1);
        declareAll(struct.decls());
        List<Expr.Decl> decls = decls(struct.decls());
        scope.requireAllUsed();
        scope = outer;
        return struct(decls, struct.decls(), false, struct.at());
    }

    private Expr.Comprehension comprehension(Ast.Comprehension comprehension) {
        Scope outer = scope;
        List<Expr.Clause> clauses = clauses(comprehension);
        Expr.Struct value = struct(comprehension.value());
        closeClauses(outer);
        return new Expr.Comprehension(clauses, value, labels(value), comprehension.at());
    }

    private void closeClauses(Scope outer) {
        while (scope != outer) {
            scope.requireAllUsed();
            scope = scope.outer;
        }
    }

    private List<Expr.Clause> clauses(Ast.Comprehension comprehension) {
        List<Expr.Clause> clauses = new ArrayList<>();
        for (Ast.Clause clause : comprehension.clauses()) {
            if (clause instanceof Ast.ForClause each) {
                clauses.add(forClause(each));
            } else if (clause instanceof Ast.IfClause guard) {
                clauses.add(new Expr.IfClause(expr(guard.condition()), guard.at()));
            } else {
                Ast.LetClause let = (Ast.LetClause) clause;
                if (clauses.isEmpty()) {
                    throw CueFault.invalid(let.at(), "first comprehension clause must be 'if' or 'for'");
                }
                Expr value = expr(let.value());
                Label label = Label.let(let.name());
                scope = new Scope(scope, 1);
                scope.declare(let.name(), new Scope.Entry(Scope.Role.VARIABLE, label, let, let.at()));
                clauses.add(new Expr.LetClause(label, value, let.at()));
            }
        }
        return List.copyOf(clauses);
    }

    private Expr.ForClause forClause(Ast.ForClause each) {
        Expr source = expr(each.source());
        scope = new Scope(scope, 1);
        Label key = each.key() == null ? null : Label.let(each.key());
        Label value = Label.let(each.value());
        if (each.key() != null) {
            if (each.key().equals(each.value()) && !each.key().equals("_")) {
                throw CueFault.unsupported(each.at(), "one name for key and value");
            }
            scope.declare(each.key(), new Scope.Entry(Scope.Role.VARIABLE, key, each, each.at()));
        }
        scope.declare(each.value(), new Scope.Entry(Scope.Role.VARIABLE, value, each, each.at()));
        return new Expr.ForClause(key, value, source, each.at());
    }

    /** The labels that a comprehension's value declares, or null when it may declare any. */
    private static Set<Label> labels(Expr.Struct value) {
        Set<Label> labels = new HashSet<>();
        for (Expr.Decl decl : value.decls()) {
            if (decl instanceof Expr.Field field) {
                labels.add(field.label());
            } else if (decl instanceof Expr.Comprehension inner && inner.labels() != null) {
                labels.addAll(inner.labels());
            } else if (!(decl instanceof Expr.LetField)) {
                return null;
            }
        }
        return Set.copyOf(labels);
    }

    private Expr expr(Ast.Expr expr) {
        if (expr instanceof Ast.Name name) {
            return resolve(name);
        } else if (expr instanceof Ast.Num num) {
            return number(num);
        } else if (expr instanceof Ast.Text text) {
            return new Expr.Literal(text(text), text.at());
        } else if (expr instanceof Ast.Bool bool) {
            return new Expr.Literal(Data.of(bool.value()), bool.at());
        } else if (expr instanceof Ast.Null) {
            return new Expr.Literal(Data.NULL, expr.at());
        } else if (expr instanceof Ast.Bottom) {
            return new Expr.BottomLiteral(expr.at());
        } else if (expr instanceof Ast.Paren paren) {
            return expr(paren.inner());
        } else if (expr instanceof Ast.Struct struct) {
            return struct(struct);
        } else if (expr instanceof Ast.ListLit list) {
            return list(list);
        } else if (expr instanceof Ast.Selector selector) {
            return selector(selector);
        } else if (expr instanceof Ast.Index index) {
            return new Expr.Index(expr(index.from()), expr(index.index()), index.at());
        } else if (expr instanceof Ast.Slice slice) {
            return new Expr.Slice(expr(slice.from()), orNull(slice.low()), orNull(slice.high()), slice.at());
        } else if (expr instanceof Ast.Call call) {
            return new Expr.Call(
                    expr(call.function()),
                    call.arguments().stream().map(this::expr).toList(),
                    call.at());
        } else if (expr instanceof Ast.Interpolation text) {
            return new Expr.Interpolation(
                    text.texts(), text.values().stream().map(this::expr).toList(), text.bytes(), text.at());
        } else if (expr instanceof Ast.Unary unary) {
            return unary(unary);
        } else if (expr instanceof Ast.Binary binary) {
            return binary(binary);
        }
        throw CueFault.invalid(expr.at(), "an alias is not allowed here");
    }

    private Expr orNull(Ast.Expr expr) {
        return expr == null ? null : expr(expr);
    }

    private static Value text(Ast.Text text) {
        return text.bytes()
                ? new Data.BytesData(text.value())
                : new Data.StringData(new String(text.value(), StandardCharsets.UTF_8));
    }

    private static Expr number(Ast.Num num) {
        try {
            return new Expr.Literal(Numbers.parse(num.literal()), num.at());
        } catch (NumberFormatException e) {
            throw CueFault.invalid(num.at(), "illegal number " + num.literal() + ": " + e.getMessage());
        }
    }

    private Expr list(Ast.ListLit list) {
        Scope outer = scope;
        scope = new Scope(outer, 1);
        List<Expr.Element> elements = new ArrayList<>();
        boolean comprehends = false;
        for (Ast.Element element : list.elements()) {
            if (element instanceof Ast.Comprehension comprehension) {
                comprehends = true;
                Scope here = scope;
                List<Expr.Clause> clauses = clauses(comprehension);
                Expr.Struct value = struct(comprehension.value());
                closeClauses(here);
                elements.add(new Expr.Element(clauses, value));
            } else {
                elements.add(new Expr.Element(List.of(), expr((Ast.Expr) element)));
            }
        }
        Expr rest = null;
        if (list.open()) {
            Value top = catalogue.predeclared("_");
            rest = list.rest() == null ? new Expr.Literal(top, list.at()) : expr(list.rest());
        }
        scope = outer;
        return new Expr.ListLit(List.copyOf(elements), rest, comprehends, list.at());
    }

    private Expr selector(Ast.Selector selector) {
        if (selector.from() instanceof Ast.Name name && !selector.quoted()) {
            Scope.Entry entry = find(name.name());
            if (entry != null && entry.role == Scope.Role.IMPORT) {
                entry.used = true;
                return member(((Ast.Import) entry.declaration).path(), selector);
            }
        }
        Label label = selector.quoted() ? Label.string(selector.name()) : Label.identifier(selector.name());
        return new Expr.Selector(expr(selector.from()), label, selector.at());
    }

    private Expr member(String path, Ast.Selector selector) {
        Value constant = catalogue.constant(path, selector.name());
        if (constant instanceof Expr expr) {
            return expr;
        }
        if (constant != null) {
            return new Expr.Literal(constant, selector.at());
        }
        if (catalogue.hasFunction(path, selector.name())) {
            return new Expr.Function(path, selector.name(), selector.at());
        }
        if (catalogue.isStandardMember(path, selector.name())) {
            throw CueFault.unsupported(selector.at(), path + "." + selector.name());
        }
        throw CueFault.invalid(selector.at(), "undefined field: " + selector.name() + " in package " + path);
    }

    private Expr unary(Ast.Unary unary) {
        switch (unary.operator()) {
            case MULTIPLY:
                throw CueFault.invalid(unary.at(), "preference mark not allowed at this position");
            case NOT, ADD, SUBTRACT: {
                Expr operand = expr(unary.operand());
                if (neverConcrete(operand)) {
                    throw requiresConcrete(unary.at(), unary.operator());
                }
                return new Expr.Unary(unary.operator(), operand, unary.at());
            }
            default:
                return new Expr.Bound(unary.operator(), expr(unary.operand()), unary.at());
        }
    }

    private Expr binary(Ast.Binary binary) {
        if (binary.operator() == Operator.OR) {
            List<Expr.Disjunct> disjuncts = new ArrayList<>();
            boolean marked = disjunct(binary.left(), false, disjuncts);
            marked |= disjunct(binary.right(), false, disjuncts);
            return new Expr.Disjunction(List.copyOf(disjuncts), marked, binary.at());
        }
        Expr left = expr(binary.left());
        Expr right = expr(binary.right());
        if (binary.operator() != Operator.AND && (neverConcrete(left) || neverConcrete(right))) {
            throw requiresConcrete(binary.at(), binary.operator());
        }
        return new Expr.Binary(binary.operator(), left, right, binary.at());
    }

    private boolean disjunct(Ast.Expr expr, boolean marked, List<Expr.Disjunct> disjuncts) {
        if (expr instanceof Ast.Binary binary && binary.operator() == Operator.OR) {
            boolean left = disjunct(binary.left(), marked, disjuncts);
            return disjunct(binary.right(), marked, disjuncts) || left;
        }
        if (expr instanceof Ast.Unary unary && unary.operator() == Operator.MULTIPLY) {
            disjunct(unary.operand(), true, disjuncts);
            return true;
        }
        disjuncts.add(new Expr.Disjunct(expr(expr), marked));
        return false;
    }

    private static boolean neverConcrete(Expr expr) {
        return expr instanceof Expr.Bound
                || (expr instanceof Expr.Literal literal && !literal.value().isConcrete());
    }

    private static CueFault requiresConcrete(int at, Operator operator) {
        return CueFault.invalid(at, "invalid operand ('" + operator + "' requires concrete value)");
    }

    private Scope.Entry find(String name) {
        for (Scope s = scope; s != null; s = s.outer) {
            Scope.Entry entry = s.own(name);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private Expr resolve(Ast.Name name) {
        if (name.name().equals("_")) {
            return new Expr.Literal(catalogue.predeclared("_"), name.at());
        }
        int up = 0;
        for (Scope s = scope; s != null; s = s.outer) {
            Scope.Entry entry = s.own(name.name());
            if (entry != null) {
                entry.used = true;
                return reference(name, entry, s, up);
            }
            up += s.weight;
        }
        Value value = catalogue.predeclared(name.name());
        if (value != null) {
            return new Expr.Literal(value, name.at());
        }
        if (catalogue.hasFunction("", name.name())) {
            return new Expr.Function("", name.name(), name.at());
        }
        if (catalogue.isStandardMember("", name.name())) {
            throw CueFault.unsupported(name.at(), name.name());
        }
        throw CueFault.invalid(name.at(), "reference \"" + name.name() + "\" not found");
    }

    private Expr reference(Ast.Name name, Scope.Entry entry, Scope where, int up) {
        return switch (entry.role) {
            case FIELD, VARIABLE -> new Expr.FieldReference(up, entry.label, name.at());
            case LET -> let(name, entry.label, up);
            case PATTERN_LABEL -> new Expr.LabelReference(up, name.at());
            case VALUE_ALIAS -> new Expr.ValueReference(up, name.at());
            case IMPORT -> throw CueFault.unsupported(name.at(), "a package as a value");
            case ALIAS -> alias(name, (Ast.Field) entry.declaration, where, up);
        };
    }

    private Expr let(Ast.Name name, Label label, int up) {
        for (Label binding : bindingLets) {
            letsUsed.computeIfAbsent(binding, key -> new LinkedHashSet<>()).add(label);
        }
        refuseCycle(label, label, new HashSet<>(), name.at());
        return new Expr.LetReference(up, label, name.at());
    }

    private void refuseCycle(Label start, Label from, Set<Label> seen, int at) {
        for (Label next : letsUsed.getOrDefault(from, Set.of())) {
            if (next.equals(start)) {
                throw CueFault.invalid(at, "cyclic references in let clause or alias");
            }
            if (seen.add(next)) {
                refuseCycle(start, next, seen, at);
            }
        }
    }

    private Expr alias(Ast.Name name, Ast.Field field, Scope where, int up) {
        if (field.label() instanceof Ast.NameLabel label) {
            return new Expr.FieldReference(up, Label.identifier(label.name()), name.at());
        }
        if (field.label() instanceof Ast.TextLabel label) {
            return new Expr.FieldReference(up, Label.string(label.text()), name.at());
        }
        Scope here = scope;
        scope = where;
        Expr key = expr(((Ast.ComputedLabel) field.label()).key());
        scope = here;
        return new Expr.ComputedReference(up, key, name.at());
    }
}
