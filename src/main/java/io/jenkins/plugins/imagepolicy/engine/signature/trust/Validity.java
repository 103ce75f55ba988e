package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import java.time.Instant;
import java.util.Optional;

/** When a key or authority is trusted; both ends are inclusive, an end that is not given is open. */
public record Validity(Instant start, Optional<Instant> end) {
    public static final Validity ALWAYS = new Validity(Instant.MIN, Optional.empty());

    public boolean contains(Instant time) {
        return !time.isBefore(start) && end.map(e -> !time.isAfter(e)).orElse(true);
    }
}
