package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The order in which CUE writes fields; it sorts those of several conjuncts in ways of its own, by their places in files too. */
final class FieldOrder {
    private FieldOrder() {}

    /** Whether a struct here or below, all of it known, has fields whose order its conjuncts do not agree on. */
    static boolean isAmbiguous(Node from) {
        Node node = from.deref();
        List<Label> fields = new ArrayList<>();
        for (int i = 0; i < node.arcs.size(); i++) {
            if (node.arcs.label(i).isRegular()) {
                fields.add(node.arcs.label(i));
            }
        }
        if (!node.isList && fields.size() > 1) {
            boolean complete = false;
            for (Conjunct conjunct : node.conjuncts) {
                List<Label> given = labels(conjunct);
                if (given == null || !isSubsequence(given, fields)) {
                    return true;
                }
                complete |= given.equals(fields);
            }
            if (!complete) {
                return true;
            }
        }
        for (int i = 0; i < node.arcs.size(); i++) {
            if (!node.arcs.isUntouched(i) && isAmbiguous(node.arcs.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSubsequence(List<Label> part, List<Label> whole) {
        Iterator<Label> rest = whole.iterator();
        for (Label label : part) {
            boolean found = false;
            while (!found && rest.hasNext()) {
                found = rest.next().equals(label);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** The regular fields that a conjunct gives, in order; null when it does not tell. */
    private static List<Label> labels(Conjunct conjunct) {
        if (conjunct.value() instanceof Data.StructData struct) {
            return struct.fields().keySet().stream().map(Label::string).toList();
        }
        if (conjunct.value() instanceof Expr.Literal) {
            // A type, such as _, that constrains the struct.
            return List.of();
        }
        if (!(conjunct.value() instanceof Expr.Struct struct)) {
            return null;
        }
        List<Label> labels = new ArrayList<>();
        for (Expr.Decl decl : struct.decls()) {
            if (decl instanceof Expr.Field field) {
                if (field.label().isRegular()) {
                    labels.add(field.label());
                }
            } else if (!(decl instanceof Expr.PatternField || decl instanceof Expr.LetField)) {
                return null;
            }
        }
        return labels;
    }
}
