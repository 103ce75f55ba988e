package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.time.LocalDateTime;

/** A time of day somewhere, with its distance from UTC in seconds. */
record GoTime(LocalDateTime local, int offset) {
    LocalDateTime utc() {
        return local.minusSeconds(offset);
    }
}
