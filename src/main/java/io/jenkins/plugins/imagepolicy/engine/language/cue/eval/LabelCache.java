package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;

/** Labels of the input's latest fields: the structs of a list have the same ones. */
final class LabelCache {
    private static final int SIZE = 256;

    private final Label[] labels = new Label[SIZE];

    Label string(String name) {
        int slot = name.hashCode() & (SIZE - 1);
        Label known = labels[slot];
        if (known == null || !known.name().equals(name)) {
            known = Label.string(name);
            labels[slot] = known;
        }
        return known;
    }
}
