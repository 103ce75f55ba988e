package io.jenkins.plugins.imagepolicy.jenkins.config;

import hudson.util.ListBoxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of an image that no policy matches. */
public enum NoMatch {
    DENY,
    WARN,
    ALLOW;

    /** As it is written in a Pipeline. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for an empty text: the default applies. Refuses anything else that is no label. */
    public static Optional<NoMatch> of(String label) {
        if (label == null || label.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(value -> value.label().equals(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Messages.Choice_Unknown(
                        "noMatch",
                        label,
                        Arrays.stream(values()).map(NoMatch::label).collect(Collectors.joining(", "))))));
    }

    /**
     * Choices of a form, the default first.
     *
     * @param byDefault what holds when nothing is chosen
     */
    public static ListBoxModel choices(NoMatch byDefault) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choice_Default(byDefault.describe()), "");
        for (NoMatch value : List.of(DENY, WARN, ALLOW)) {
            choices.add(value.describe(), value.label());
        }
        return choices;
    }

    private String describe() {
        return switch (this) {
            case DENY -> Messages.NoMatch_Deny();
            case WARN -> Messages.NoMatch_Warn();
            case ALLOW -> Messages.NoMatch_Allow();
        };
    }
}
