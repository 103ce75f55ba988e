package io.jenkins.plugins.imagepolicy.jenkins.config;

import hudson.util.ListBoxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the build does about a violation or an error, from mild to grave. */
public enum Reaction {
    WARN,
    UNSTABLE,
    FAIL;

    /** As it is written in a Pipeline. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for an empty text: the default applies. Refuses anything else that is no label. */
    public static Optional<Reaction> of(String parameter, String label) {
        if (label == null || label.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(value -> value.label().equals(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Messages.Choice_Unknown(
                        parameter,
                        label,
                        Arrays.stream(values()).map(Reaction::label).collect(Collectors.joining(", "))))));
    }

    /**
     * Choices of a form, the default first.
     *
     * @param byDefault what holds when nothing is chosen
     */
    public static ListBoxModel choices(Reaction byDefault) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choice_Default(byDefault.describe()), "");
        for (Reaction value : List.of(FAIL, UNSTABLE, WARN)) {
            choices.add(value.describe(), value.label());
        }
        return choices;
    }

    private String describe() {
        return switch (this) {
            case FAIL -> Messages.Reaction_Fail();
            case UNSTABLE -> Messages.Reaction_Unstable();
            case WARN -> Messages.Reaction_Warn();
        };
    }
}
