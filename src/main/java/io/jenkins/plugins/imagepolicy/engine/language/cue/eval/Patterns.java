package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** Whether a pattern matches a label. */
final class Patterns {
    private final Evaluation evaluation;

    Patterns(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    boolean matches(Value pattern, Label label) {
        Data value = label.isInt() ? Data.NumberData.of(label.index()) : new Data.StringData(label.name());
        int before = evaluation.checks.invalidExpressions();
        boolean matches = matches(pattern, value);
        if (evaluation.checks.invalidExpressions() != before) {
            throw CueFault.unsupported(-1, "a pattern with an invalid regular expression");
        }
        return matches;
    }

    private boolean matches(Value pattern, Data label) {
        if (pattern instanceof Constraint.TypeOf type) {
            return (type.kind() & label.kind()) != 0;
        }
        if ((pattern.kind() & label.kind()) == 0) {
            return false;
        }
        if (pattern instanceof Constraint.Bound bound) {
            return evaluation.checks.bound(bound, label, -1) == null;
        }
        if (pattern instanceof Data data) {
            return Operators.isSame(data, label);
        }
        if (pattern instanceof Constraint.AllOf all) {
            return all.values().stream().allMatch(each -> matches(each, label));
        }
        if (pattern instanceof Validator validator) {
            return evaluation.checks.validator(validator, label, null) == null;
        }
        if (pattern instanceof Node node) {
            return matchesNode(node, label);
        }
        throw CueFault.unsupported(-1, "a pattern constraint of this form");
    }

    private boolean matchesNode(Node pattern, Data label) {
        Node probe = new Node(null, null, pattern.depth);
        probe.inline = true;
        probe.conjuncts.add(new Conjunct(null, pattern, Provenance.NONE));
        probe.conjuncts.add(new Conjunct(null, label, Provenance.NONE));
        evaluation.finalizer.finish(probe);
        Node result = probe.deref();
        if (result.error != null && result.error.isIncomplete()) {
            throw CueFault.unsupported(-1, "a pattern constraint that is not concrete enough");
        }
        return result.error == null && (pattern.kind() & label.kind() & Kind.TOP) != 0;
    }
}
