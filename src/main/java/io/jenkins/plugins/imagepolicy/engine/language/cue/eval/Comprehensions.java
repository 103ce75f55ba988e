package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.List;
import java.util.function.Consumer;

/** Runs the clauses of a comprehension. */
final class Comprehensions {
    private final Evaluation evaluation;

    Comprehensions(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Calls back for each combination that the clauses let through; returns the first failure, or null. */
    Bottom combine(List<Expr.Clause> clauses, Env env, Node self, Consumer<Env> result) {
        return combine(clauses, 0, env, self, result);
    }

    private Bottom combine(List<Expr.Clause> clauses, int index, Env env, Node self, Consumer<Env> result) {
        if (index == clauses.size()) {
            result.accept(env);
            return null;
        }
        Expr.Clause clause = clauses.get(index);
        if (clause instanceof Expr.IfClause guard) {
            Value operand = evaluation.expressions.evaluate(guard.condition(), env, self);
            Value condition = evaluation.values.of(operand);
            boolean isStruct = operand instanceof Node node && node.deref().hasStruct && evaluation.isForcing();
            if (condition instanceof Bottom bottom) {
                return bottom.isIncomplete() && isStruct
                        ? Bottom.error("cannot use struct as type bool", guard.at())
                        : bottom;
            }
            if (!condition.isConcrete() && (condition.kind() & Kind.BOOL) != 0 && !isStruct) {
                return Bottom.incomplete("incomplete bool: " + Text.of(condition), guard.at());
            }
            if (!(condition instanceof Data.BoolData bool)) {
                return Bottom.error(
                        "cannot use " + Text.of(condition) + " (type " + Kind.name(condition.kind()) + ") as type bool",
                        guard.at());
            }
            return bool.value() ? combine(clauses, index + 1, env, self, result) : null;
        }
        if (clause instanceof Expr.LetClause let) {
            Node value = variable(let.label(), self);
            value.conjuncts.add(new Conjunct(env, let.value(), Provenance.NONE));
            Env scope = Env.of(env, new Env.Variables(let.label(), value, null, null));
            return combine(clauses, index + 1, scope, self, result);
        }
        return each((Expr.ForClause) clause, clauses, index, env, self, result);
    }

    private Bottom each(
            Expr.ForClause clause, List<Expr.Clause> clauses, int index, Env env, Node self, Consumer<Env> result) {
        Value source = source(clause, env, self);
        if (source instanceof Bottom bottom) {
            return bottom;
        }
        Node node = (Node) source;
        Bottom missing = null;
        for (Node arc : node.arcs) {
            if (!arc.label.isRegular()) {
                continue;
            }
            evaluation.tick(null);
            if (arc.type == FieldType.OPTIONAL) {
                if (missing != null && mayBeDisjunction(arc)) {
                    return afterMissing(missing, clause);
                }
                continue;
            }
            if (arc.type == FieldType.REQUIRED) {
                missing = Bottom.incomplete("missing required field in for comprehension: " + arc.label, clause.at());
                continue;
            }
            if (missing != null) {
                return afterMissing(missing, clause);
            }
            Node key = null;
            if (clause.key() != null) {
                key = variable(clause.key(), self);
                key.conjuncts.add(new Conjunct(null, keyOf(arc.label), Provenance.NONE));
            }
            Env scope = Env.of(env, new Env.Variables(clause.value(), arc, clause.key(), key));
            Bottom failure = combine(clauses, index + 1, scope, self, result);
            if (failure != null) {
                return failure;
            }
        }
        return missing;
    }

    /** CUE looks at optional fields as well, and a disjunction there lets it forget the missing field. */
    private static boolean mayBeDisjunction(Node optional) {
        return optional.conjuncts.stream()
                .anyMatch(conjunct -> conjunct.value() instanceof Expr value && mayBeDisjunction(value));
    }

    private static boolean mayBeDisjunction(Expr value) {
        if (value instanceof Expr.Binary binary) {
            return mayBeDisjunction(binary.left()) || mayBeDisjunction(binary.right());
        }
        return value instanceof Expr.Disjunction
                || value instanceof Expr.Reference
                || value instanceof Expr.Call call
                        && call.function() instanceof Expr.Function function
                        && (function.name().equals("or") || function.name().equals("and"));
    }

    /** CUE forgets the missing field, or does not, by what the comprehension gives. */
    private Bottom afterMissing(Bottom missing, Expr.ForClause clause) {
        if (evaluation.isForcing()) {
            throw CueFault.unsupported(clause.at(), "a for over a struct of which a required field is missing");
        }
        return missing;
    }

    private static Data keyOf(Label label) {
        return label.isInt() ? Data.NumberData.of(label.index()) : new Data.StringData(label.name());
    }

    private Node variable(Label label, Node self) {
        Node node = new Node(null, label, self.depth + 1);
        node.inline = true;
        node.owner = self;
        return node;
    }

    /** The struct or list to range over, all its fields known. */
    private Value source(Expr.ForClause clause, Env env, Node self) {
        Value value = evaluation.expressions.evaluate(clause.source(), env, self);
        if (value instanceof Data.ListData || value instanceof Data.StructData) {
            value = evaluation.inline(null, value, self);
        }
        if (value instanceof Node node) {
            evaluation.values.refuseTrial(node);
            Value resolved = evaluation.values.resolved(node);
            if (resolved instanceof Bottom) {
                return resolved;
            }
            node = (Node) resolved;
            if (node.error != null && !node.error.isIncomplete()) {
                return node.error;
            }
            if (node.isList || node.isStructNow()) {
                Value known = evaluation.values.fields(node);
                if (known instanceof Node && node.error != null) {
                    return node.error;
                }
                return known;
            }
            value = node.scalar != null ? node.scalar : node;
        }
        if (value instanceof Bottom) {
            return value;
        }
        if ((value.kind() & Kind.COMPOSITE) != 0) {
            return Bottom.incomplete("cannot range over incomplete type " + Kind.name(value.kind()), clause.at());
        }
        return Bottom.error(
                "cannot range over " + Text.of(value) + " (found " + Kind.name(value.kind()) + ", want list or struct)",
                clause.at());
    }
}
