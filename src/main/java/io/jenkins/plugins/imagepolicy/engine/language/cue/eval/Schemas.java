package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.CallError;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.JsonPackage;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.NumberData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The validators that unify their subject with schemas: {@code matchN}, {@code matchIf}, {@code json.Validate}. */
final class Schemas {
    private final Evaluation evaluation;

    Schemas(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value validate(Validator validator, Data scalar, Node node) {
        Value subject =
                scalar != null ? scalar : evaluation.values.data(node, validator.at(), validator.qualifiedName());
        if (subject instanceof Bottom bottom) {
            if (bottom.isIncomplete()) {
                throw CueFault.unsupported(
                        validator.at(), validator.qualifiedName() + " of a value that is not concrete");
            }
            return subject;
        }
        return switch (validator.qualifiedName()) {
            case "matchN" -> matchN(validator, (Data) subject);
            case "matchIf" -> matchIf(validator, (Data) subject);
            case "list.MatchN" -> matchElements(validator, (Data) subject);
            default -> json(validator, (Data) subject);
        };
    }

    private Value matchN(Validator validator, Data subject) {
        Value schemas = evaluation.values.of(validator.arguments().get(1));
        if (!(schemas instanceof Node list) || !list.isList) {
            throw CueFault.unsupported(validator.at(), "matchN without a list of schemas");
        }
        evaluation.knowledge.force(list);
        int count = 0;
        int possible = 0;
        for (Node schema : Expressions.elements(list)) {
            Bottom failure = unify(subject, schema, validator.at());
            if (failure == null) {
                count++;
            } else if (failure.isIncomplete()) {
                possible++;
            }
        }
        return count(validator, count, possible);
    }

    private Value count(Validator validator, int count, int possible) {
        Value wanted = evaluation.values.of(validator.arguments().get(0));
        if (holds(wanted, count, validator.at())) {
            return Data.TRUE;
        }
        boolean open = false;
        for (int i = count + 1; i <= count + possible; i++) {
            open |= holds(wanted, i, validator.at());
        }
        String message = count + " matched, expected " + Text.of(wanted);
        return open ? Bottom.incomplete(message, validator.at()) : Bottom.error(message, validator.at());
    }

    private boolean holds(Value wanted, int count, int at) {
        NumberData number = NumberData.of(count);
        if (wanted instanceof Data data) {
            return Operators.isSame(data, number);
        }
        if (wanted instanceof Constraint.Bound bound && isOrder(bound.operator())) {
            return evaluation.checks.bound(bound, number, at) == null;
        }
        throw CueFault.unsupported(at, "a number of matches of this form");
    }

    private static boolean isOrder(Operator operator) {
        return switch (operator) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }

    private Value matchIf(Validator validator, Data subject) {
        List<Value> schemas = validator.arguments();
        boolean matches = unify(subject, schemas.get(0), validator.at()) == null;
        Bottom failure = unify(subject, schemas.get(matches ? 1 : 2), validator.at());
        return failure == null ? Data.TRUE : failure;
    }

    private Value matchElements(Validator validator, Data subject) {
        List<Data> elements = new ArrayList<>(((Data.ListData) subject).elements());
        int count = 0;
        for (Data element : elements) {
            if (unify(element, validator.arguments().get(1), validator.at()) == null) {
                count++;
            }
        }
        return count(validator, count, 0);
    }

    private Value json(Validator validator, Data subject) {
        byte[] text = subject instanceof Data.BytesData bytes ? bytes.value() : ((Data.StringData) subject).utf8();
        try {
            Data data = JsonPackage.parse(new String(text, StandardCharsets.UTF_8));
            Bottom failure = unify(data, validator.arguments().get(0), validator.at());
            return failure == null ? Data.TRUE : failure;
        } catch (CallError e) {
            return Bottom.error(e.getMessage(), validator.at());
        }
    }

    /** Null when the data satisfy the schema, required fields included. */
    private Bottom unify(Data subject, Value schema, int at) {
        Node node = evaluation.inline(null, subject, null);
        node.conjuncts.add(new Conjunct(null, schema, Provenance.NONE));
        evaluation.finalizer.finish(node);
        Bottom definite = failure(node, false);
        return definite != null ? definite : failure(node, true);
    }

    private static Bottom failure(Node from, boolean incomplete) {
        Node node = from.deref();
        if (node.notAllowed != null && !incomplete) {
            return node.notAllowed;
        }
        if (node.error != null && node.error.isIncomplete() == incomplete) {
            return node.error;
        }
        if (node.childError != null && !incomplete) {
            return node.childError;
        }
        for (int i = 0; i < node.arcs.size(); i++) {
            if (node.arcs.isUntouched(i)) {
                continue;
            }
            Node arc = node.arcs.get(i);
            if (arc.type == FieldType.REQUIRED && incomplete) {
                return Bottom.incomplete("field is required but not present", -1);
            }
            Bottom failure = arc.type == FieldType.OPTIONAL || arc.label.isLet() ? null : failure(arc, incomplete);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
