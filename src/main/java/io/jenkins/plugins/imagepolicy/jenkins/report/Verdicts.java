package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Order, names and symbols of verdicts. */
public final class Verdicts {
    /** From best to worst. */
    static final List<String> ORDER = List.of("pass", "unmatched", "waived", "warn", "fail", "error");

    private Verdicts() {}

    /** The place in the order; what is not known is worst. */
    static int rank(String verdict) {
        int rank = ORDER.indexOf(verdict);
        return rank < 0 ? ORDER.size() : rank;
    }

    /** The worst; "error" when there is none. */
    static String worst(Collection<String> verdicts) {
        return verdicts.stream().max(Comparator.comparingInt(Verdicts::rank)).orElse("error");
    }

    static int count(GateSummary gate, String verdict) {
        return switch (verdict) {
            case "pass" -> gate.getPass();
            case "fail" -> gate.getFail();
            case "warn" -> gate.getWarn();
            case "error" -> gate.getError();
            case "waived" -> gate.getWaived();
            case "unmatched" -> gate.getUnmatched();
            default -> 0;
        };
    }

    /** In the reader's language. */
    public static String label(String verdict) {
        return switch (verdict) {
            case "pass" -> Messages.Verdict_Pass();
            case "fail" -> Messages.Verdict_Fail();
            case "warn" -> Messages.Verdict_Warn();
            case "waived" -> Messages.Verdict_Waived();
            case "unmatched" -> Messages.Verdict_Unmatched();
            default -> Messages.Verdict_Error();
        };
    }
}
