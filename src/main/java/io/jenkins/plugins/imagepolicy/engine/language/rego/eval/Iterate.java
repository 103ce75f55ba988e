package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Follows a reference with unbound variables: every way through it is a solution. */
public final class Iterate extends Node {
    /** One step of the path: a key to look up, or a pattern that every key is matched with. */
    public record Step(ValueNode key, Pattern pattern) {}

    private final ValueNode base;
    private final Step[] steps;
    private final int target;

    /**
     * @param base where the path starts, or null for the root of all documents
     * @param target slot that takes the value at the end of the path
     */
    public Iterate(ValueNode base, Step[] steps, int target) {
        this.base = base;
        this.steps = steps;
        this.target = target;
    }

    @Override
    boolean run(Frame frame) {
        if (base == null) {
            return documents(frame, frame.machine.documents.root(), 0);
        }
        Value v = base.of(frame);
        return v != null && values(frame, v, 0);
    }

    private boolean values(Frame frame, Value v, int i) {
        if (i == steps.length) {
            frame.slots[target] = v;
            return next.run(frame);
        }
        Step step = steps[i];
        if (step.key != null) {
            Value key = step.key.of(frame);
            Value below = key == null ? null : v.get(key);
            return below != null && values(frame, below, i + 1);
        }
        Machine machine = frame.machine;
        if (v instanceof ArrayValue array) {
            for (int k = 0; k < array.size(); k++) {
                machine.tick(1);
                if (step.pattern.match(frame, NumberValue.of(k)) && values(frame, array.at(k), i + 1)) {
                    return true;
                }
            }
        } else if (v instanceof ObjectValue object) {
            for (int k = 0; k < object.size(); k++) {
                machine.tick(1);
                if (step.pattern.match(frame, object.keyAt(k)) && values(frame, object.valueAt(k), i + 1)) {
                    return true;
                }
            }
        } else if (v instanceof SetValue set) {
            for (Value element : set.sorted()) {
                machine.tick(1);
                if (step.pattern.match(frame, element) && values(frame, element, i + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean documents(Frame frame, Object position, int i) {
        if (position == null) {
            return false;
        }
        if (position instanceof Value v) {
            return values(frame, v, i);
        }
        Documents documents = frame.machine.documents;
        if (i == steps.length) {
            Value v = documents.value(position);
            return v != null && values(frame, v, i);
        }
        Step step = steps[i];
        if (step.key != null) {
            Value key = step.key.of(frame);
            return key != null && documents(frame, documents.step(position, key), i + 1);
        }
        for (Value key : documents.keys(position)) {
            frame.machine.tick(1);
            if (step.pattern.match(frame, key) && documents(frame, documents.step(position, key), i + 1)) {
                return true;
            }
        }
        return false;
    }
}
