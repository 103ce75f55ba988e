package io.jenkins.plugins.imagepolicy.engine.signature;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import java.util.List;

/** Whether a signature must stand in a transparency log. */
public sealed interface LogDemand {
    /** An entry in one of these logs is required. */
    record Required(List<TransparencyLog> logs) implements LogDemand {
        public Required {
            logs = List.copyOf(logs);
        }
    }

    /** No log is asked; an entry that is there proves nothing and gives no time. */
    record NotRequired() implements LogDemand {}
}
