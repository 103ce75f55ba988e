package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.CallError;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.JsonPackage;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.YamlPackage;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.NumberData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The validators that unify their subject with schemas: {@code matchN}, {@code matchIf}, {@code list.MatchN} and those of the
 * packages json and yaml.
 */
final class Schemas {
    private final Evaluation evaluation;

    Schemas(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value validate(Validator validator, Data scalar, Node node) {
        if (scalar == null && validator.name().equals("MatchN")) {
            return matchElements(validator, node);
        }
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
            case "json.Validate" -> json(validator, (Data) subject);
            default -> yaml(validator, (Data) subject);
        };
    }

    /** As {@link #validate}, for a call with all arguments: what the call returns. */
    Value call(Validator validator, Value subject) {
        if (validator.pkg().isEmpty()) {
            return Bottom.error(
                    validator.name() + " is a validator and should not be used as a function", validator.at());
        }
        Value found = evaluation.values.of(subject);
        if (found instanceof Bottom) {
            return found;
        }
        if ((found.kind() & validator.kind()) == 0) {
            return Bottom.error(
                    "cannot use " + Text.of(found) + " (type " + Kind.name(found.kind()) + ") as "
                            + Kind.name(validator.kind()) + " in argument 1 to " + validator.qualifiedName(),
                    validator.at());
        }
        if (validator.name().equals("MatchN") && found instanceof Node node && node.isList) {
            Value known = evaluation.values.fields(node);
            return known instanceof Bottom ? known : Data.of(matchElements(validator, node) == Data.TRUE);
        }
        Value data = evaluation.values.data(found, validator.at(), validator.qualifiedName());
        if (data instanceof Bottom) {
            return data;
        }
        Value result = validate(validator, (Data) data, null);
        return result instanceof Bottom && validator.name().equals("MatchN") ? Data.FALSE : result;
    }

    private Value matchN(Validator validator, Data subject) {
        Value schemas = evaluation.values.of(validator.arguments().get(1));
        if (!(schemas instanceof Node list) || !list.isList) {
            throw CueFault.unsupported(validator.at(), "matchN without a list of schemas");
        }
        evaluation.knowledge.force(list);
        int count = 0;
        int possible = 0;
        for (Node schema : list.arcs.elements()) {
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

    /** Elements that are not concrete may match, too. */
    private Value matchElements(Validator validator, Value subject) {
        List<? extends Value> elements =
                subject instanceof Node list ? list.deref().arcs.elements() : ((Data.ListData) subject).elements();
        int count = 0;
        for (Value element : elements) {
            if (unify(element, validator.arguments().get(1), validator.at()) == null) {
                count++;
            }
        }
        return count(validator, count, 0);
    }

    private static byte[] text(Data subject) {
        return subject instanceof Data.BytesData bytes ? bytes.value() : ((Data.StringData) subject).utf8();
    }

    /** Every document must satisfy the schema and be concrete; or, in part, only agree with it. */
    private Value yaml(Validator validator, Data subject) {
        boolean partial = validator.name().equals("ValidatePartial");
        try {
            for (Data document : YamlPackage.parse(text(subject))) {
                Node node = unified(document, validator.arguments().get(0));
                Bottom failure = failure(node, false, !partial);
                if (failure != null) {
                    return failure;
                }
                Bottom incomplete = failure(node, true, !partial);
                if (incomplete != null && partial) {
                    throw CueFault.unsupported(validator.at(), "yaml.ValidatePartial of what is not complete");
                }
                if (incomplete != null || (!partial && !isConcrete(node))) {
                    return Bottom.error("incomplete value", validator.at());
                }
            }
            return Data.TRUE;
        } catch (CallError e) {
            return Bottom.error(e.getMessage(), validator.at());
        }
    }

    private boolean isConcrete(Node from) {
        if (!(evaluation.values.defaultOf(from) instanceof Node chosen)) {
            return false;
        }
        Node node = chosen.deref();
        if (node.scalar != null) {
            return true;
        }
        for (int i = 0; i < node.arcs.size(); i++) {
            boolean data = node.arcs.isUntouched(i) || !node.arcs.label(i).isRegular();
            if (!data && node.arcs.type(i) == FieldType.MEMBER && !isConcrete(node.arcs.get(i))) {
                return false;
            }
        }
        return node.isList || node.isStructNow();
    }

    private Value json(Validator validator, Data subject) {
        try {
            Data data = JsonPackage.parse(new String(text(subject), StandardCharsets.UTF_8));
            Bottom failure = unify(data, validator.arguments().get(0), validator.at());
            return failure == null ? Data.TRUE : failure;
        } catch (CallError e) {
            return Bottom.error(e.getMessage(), validator.at());
        }
    }

    /** Null when the data satisfy the schema, required fields included. */
    private Bottom unify(Value subject, Value schema, int at) {
        Node node = unified(subject, schema);
        refuseRecursion(node, at);
        Bottom definite = failure(node, false, true);
        return definite != null ? definite : failure(node, true, true);
    }

    /** CUE runs a validator that its own schema holds on what has no value, too, as far down as it finds no cycle. */
    private static void refuseRecursion(Node from, int at) {
        Node node = from.deref();
        for (Restrictions.Check check : node.restrictions.checks) {
            Validator validator = check.validator();
            if (validator != null && validator.pkg().isEmpty() && validator.at() == at) {
                throw CueFault.unsupported(at, "a validator that its own schema holds");
            }
        }
        for (int i = 0; i < node.arcs.size(); i++) {
            if (!node.arcs.isUntouched(i)) {
                refuseRecursion(node.arcs.get(i), at);
            }
        }
    }

    private Node unified(Value subject, Value schema) {
        Node node = evaluation.inline(null, subject, null);
        node.conjuncts.add(new Conjunct(null, schema, Provenance.NONE));
        evaluation.finalizer.finish(node);
        return node;
    }

    private static Bottom failure(Node from, boolean incomplete, boolean required) {
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
            if (arc.type == FieldType.REQUIRED && !required) {
                continue;
            }
            if (arc.type == FieldType.REQUIRED && incomplete) {
                return Bottom.incomplete("field is required but not present", -1);
            }
            Bottom failure =
                    arc.type == FieldType.OPTIONAL || arc.label.isLet() ? null : failure(arc, incomplete, required);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
