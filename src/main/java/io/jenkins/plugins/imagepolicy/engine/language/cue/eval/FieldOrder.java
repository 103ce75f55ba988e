package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;

/** The order in which CUE writes fields; it sorts those of several conjuncts in ways of its own. */
final class FieldOrder {
    private FieldOrder() {}

    /** Whether a struct here or below has two or more fields and they come from more than one place. */
    static boolean isAmbiguous(Node from) {
        Node node = from.deref();
        int sources = 0;
        for (Conjunct conjunct : node.conjuncts) {
            if (!isEmpty(conjunct)) {
                sources++;
            }
        }
        long fields = node.arcs.keySet().stream().filter(Label::isRegular).count();
        if (!node.isList && fields > 1 && (sources > 1 || !node.sources.isEmpty())) {
            return true;
        }
        return new ArrayList<>(node.arcs.values()).stream().anyMatch(FieldOrder::isAmbiguous);
    }

    private static boolean isEmpty(Conjunct conjunct) {
        if (conjunct.value() instanceof Data.StructData struct) {
            return struct.fields().isEmpty();
        }
        return conjunct.value() instanceof Expr.Struct struct && struct.decls().isEmpty();
    }
}
