package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which policies a waiver is about: a name, with {@code *} for any characters. */
record PolicyScope(String text, Pattern pattern) {
    static PolicyScope of(String text) {
        return new PolicyScope(
                text,
                Pattern.compile(
                        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
    }

    boolean covers(String policy) {
        return pattern.matcher(policy).matches();
    }

    boolean isWide() {
        return text.replace("*", "").isEmpty();
    }
}
