package io.jenkins.plugins.imagepolicy.engine.signature;

import java.util.List;

/**
 * What was found for one demand.
 *
 * @param verified satisfies the demand completely
 * @param refusals one for each artefact that does not, or one saying that there is none
 * @param searched everything looked for, in order
 */
public record Verification<T>(List<T> verified, List<Refusal> refusals, List<SearchStep> searched) {
    public Verification {
        verified = List.copyOf(verified);
        refusals = List.copyOf(refusals);
        searched = List.copyOf(searched);
    }
}
