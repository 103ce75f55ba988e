package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Arguments;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The functions that look at the structure of a node and not only at data. */
final class Structures {
    private final Evaluation evaluation;

    Structures(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value predeclared(String name, Expr argument, Env env, Node self, int at) {
        if (name.equals("error")) {
            Value message = evaluation.values.of(evaluation.expressions.evaluate(argument, env, self));
            if (message instanceof Bottom bottom && bottom.code == Bottom.Code.BLOCKED && !evaluation.isForcing()) {
                return bottom;
            }
            return Bottom.user(message instanceof Data.StringData text ? text.value() : "error", at);
        }
        Value value = evaluation.values.of(evaluation.expressions.evaluate(argument, env, self));
        if (value instanceof Bottom) {
            return value;
        }
        return switch (name) {
            case "len" -> length(value, at);
            case "close" -> close(value, self, at);
            case "and" -> and(value, self, at);
            default -> or(value, self, at);
        };
    }

    private Value length(Value value, int at) {
        if (value instanceof Data.StringData text) {
            return Data.NumberData.of(text.utf8().length);
        }
        if (value instanceof Data.BytesData bytes) {
            return Data.NumberData.of(bytes.value().length);
        }
        if (value instanceof Data.ListData list) {
            return Data.NumberData.of(list.elements().size());
        }
        if (value instanceof Data.StructData struct) {
            return Data.NumberData.of(struct.fields().size());
        }
        if (value instanceof Node node && (node.isList || node.isStructNow())) {
            Value known = evaluation.values.fields(node);
            if (known instanceof Bottom) {
                return known;
            }
            return node.error != null ? node.error : Data.NumberData.of(count(node));
        }
        int sized = Kind.COMPOSITE | Kind.STRING | Kind.BYTES;
        if ((value.kind() & sized) == 0) {
            return Bottom.error(
                    "cannot use " + Text.of(value) + " (type " + Kind.name(value.kind()) + ") as argument 1 to len",
                    at);
        }
        return Bottom.incomplete("incomplete argument " + Text.of(value) + " to len", at);
    }

    private static int count(Node node) {
        int count = 0;
        for (int i = 0; i < node.arcs.size(); i++) {
            if (node.arcs.label(i).isRegular() && node.arcs.type(i) == FieldType.MEMBER) {
                count++;
            }
        }
        return count;
    }

    private Value close(Value value, Node self, int at) {
        Value struct = value instanceof Data.StructData ? evaluation.inline(null, value, self) : value;
        if (!(struct instanceof Node node) || !node.isStructNow()) {
            return Bottom.error("cannot use " + Text.of(value) + " as struct in argument 1 to close", at);
        }
        Node closed = evaluation.inline(null, node, self);
        closed.closedOnce = true;
        return closed;
    }

    /** The elements of a list argument, or a Bottom in the first place. */
    private List<Value> elements(Value value, int at) {
        if (value instanceof Data.ListData list) {
            return new ArrayList<>(list.elements());
        }
        if (value instanceof Node node && node.isList) {
            Value known = evaluation.values.fields(node);
            if (known instanceof Bottom) {
                return List.of(known);
            }
            return new ArrayList<>(node.arcs.elements());
        }
        return List.of(
                !value.isConcrete() && (value.kind() & Kind.LIST) != 0
                        ? Bottom.incomplete("incomplete list", at)
                        : Bottom.error(
                                "cannot use " + Text.of(value) + " (type " + Kind.name(value.kind()) + ") as list",
                                at));
    }

    private Value and(Value value, Node self, int at) {
        List<Value> elements = elements(value, at);
        if (elements.isEmpty()) {
            return Constraints.TOP;
        }
        return elements.get(0) instanceof Bottom
                ? elements.get(0)
                : evaluation.inline(null, new Constraint.AllOf(elements), self);
    }

    private Value or(Value value, Node self, int at) {
        List<Value> elements = elements(value, at);
        if (elements.isEmpty()) {
            return Bottom.incomplete("empty list in call to or", at);
        }
        if (elements.get(0) instanceof Bottom) {
            return elements.get(0);
        }
        return evaluation.inline(null, new OneOf(elements, at), self);
    }

    /** A closed list of values that need not be data. */
    record ListOf(List<? extends Value> elements) implements Value {
        @Override
        public int kind() {
            return Kind.LIST;
        }
    }

    /** The values that {@code or} chooses from. */
    record OneOf(List<Value> values, int at) implements Value {
        @Override
        public int kind() {
            int kind = Kind.BOTTOM;
            for (Value value : values) {
                kind |= value.kind();
            }
            return kind;
        }

        @Override
        public boolean isConcrete() {
            return false;
        }
    }

    /** Counts the items or fields once they are all known, and tells whether there are few or many enough. */
    Value holdsShape(Validator validator, Value subject) {
        Value value = evaluation.values.of(subject);
        if (value instanceof Bottom) {
            return value;
        }
        if (value instanceof Node node) {
            Value known = evaluation.values.fields(node);
            if (known instanceof Bottom) {
                return known;
            }
        }
        int wanted = validator.name().endsWith("Items") ? Kind.LIST : Kind.STRUCT;
        if (!value.isConcrete() && (value.kind() & wanted) != 0) {
            return Bottom.incomplete("non-concrete " + Kind.name(wanted) + " for argument 0", validator.at());
        }
        Value result = shape(validator, value);
        if (result instanceof Bottom && (value.kind() & wanted) == 0) {
            return result;
        }
        return Data.of(!(result instanceof Bottom));
    }

    /** Counts the items or fields of the value that the validator is a conjunct of. */
    Value shape(Validator validator, Value value) {
        long bound = Arguments.longInt(
                ((Data.NumberData) validator.arguments().get(0)).value().toBigInteger(), 1);
        boolean items = validator.name().endsWith("Items");
        boolean maximum = validator.name().startsWith("Max");
        int count;
        boolean open = false;
        if (value instanceof Data.ListData list && items) {
            count = list.elements().size();
        } else if (value instanceof Data.StructData struct && !items) {
            count = struct.fields().size();
            open = true;
        } else if (value instanceof Node node && (items ? node.isList : node.isStructNow())) {
            count = count(node);
            open = items ? !node.listClosed : isOpen(node, count, bound);
        } else {
            return Bottom.error(
                    "cannot use " + Text.of(value) + " (type " + Kind.name(value.kind()) + ") as "
                            + (items ? "list" : "struct"),
                    validator.at());
        }
        if (maximum ? count <= bound : count >= bound) {
            return Data.TRUE;
        }
        String what = items ? "list" : "fields";
        String message = "len(" + what + ") " + (maximum ? ">" : "<") + " " + validator.name() + "(" + bound + ") ("
                + count + " " + (maximum ? ">" : "<") + " " + bound + ")";
        return open && !maximum ? Bottom.incomplete(message, validator.at()) : Bottom.error(message, validator.at());
    }

    private static boolean isOpen(Node node, int count, long minimum) {
        boolean closed = (node.closedRecursive || node.closedOnce) && !node.hasEllipsis;
        int more = 0;
        for (int i = 0; i < node.arcs.size(); i++) {
            if (node.arcs.type(i) != FieldType.MEMBER) {
                more++;
            }
        }
        return !closed || !node.patterns.isEmpty() || count + more >= minimum;
    }
}
