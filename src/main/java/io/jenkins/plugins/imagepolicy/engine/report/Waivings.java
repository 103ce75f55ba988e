package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.policy.Waived;

/** A waiver in a sentence. */
final class Waivings {
    private Waivings() {}

    static String sentence(Waived waiver) {
        String place = waiver.file() + ":" + waiver.line();
        return (waiver.expired()
                        ? "The waiver of " + waiver.owner() + " expired on "
                        : "Waived by " + waiver.owner() + " until ")
                + waiver.expires() + ": " + waiver.reason() + " (" + place + ")";
    }
}
