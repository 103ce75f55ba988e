package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Words the refusals of signatures as reasons. */
final class Refusals {
    /** Registries may hold thousands of foreign signatures; more than these help nobody. */
    private static final int MOST = 10;

    private Refusals() {}

    /** Makes a reason about one authority. */
    @FunctionalInterface
    interface Wording {
        Reason reason(ReasonCode code, String message, String remedy);
    }

    /** @param none what to say when there is no refusal, which must never come out as no reason */
    static List<Reason> reasons(List<Refusal> refusals, String prefix, Wording wording, Refusal none) {
        List<Refusal> distinct = List.copyOf(new LinkedHashSet<>(refusals.isEmpty() ? List.of(none) : refusals));
        List<Reason> reasons = new ArrayList<>();
        for (Refusal refusal : distinct.subList(0, Math.min(MOST, distinct.size()))) {
            reasons.add(wording.reason(refusal.code(), prefix + refusal.message(), refusal.remedy()));
        }
        if (distinct.size() > MOST) {
            Refusal last = distinct.get(MOST);
            reasons.add(
                    wording.reason(last.code(), prefix + "and " + (distinct.size() - MOST) + " more", last.remedy()));
        }
        return reasons;
    }
}
