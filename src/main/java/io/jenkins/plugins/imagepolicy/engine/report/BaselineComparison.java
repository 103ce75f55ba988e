package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a report with an earlier one: which violations are new, fixed, remaining. Findings are the same when their
 * fingerprints are; of several with the same fingerprint as many remain as there were.
 */
public final class BaselineComparison {
    private BaselineComparison() {}

    /**
     * The report with the comparison.
     *
     * @param file the earlier report as the user named it
     * @param onlyNew let the run fail on new violations alone; what could not be decided refuses all the same
     */
    public static GateReport compare(GateReport report, GateReport earlier, String file, boolean onlyNew) {
        Map<String, Deque<GateReport.Known>> before = new HashMap<>();
        List<GateReport.Known> old = known(Finding.of(earlier));
        old.forEach(k ->
                before.computeIfAbsent(k.fingerprint(), f -> new ArrayDeque<>()).add(k));
        List<GateReport.Known> fresh = new ArrayList<>();
        List<GateReport.Known> remaining = new ArrayList<>();
        for (GateReport.Known finding : known(Finding.of(report))) {
            Deque<GateReport.Known> same = before.get(finding.fingerprint());
            boolean wasThere = same != null && same.poll() != null;
            (wasThere ? remaining : fresh).add(finding);
        }
        List<GateReport.Known> fixed = new ArrayList<>();
        before.values().forEach(fixed::addAll);
        GateReport.Baseline baseline = new GateReport.Baseline(file, onlyNew, fresh, fixed, remaining);
        Verdict verdict = onlyNew ? onlyNew(report, fresh) : report.verdict();
        return report.with(verdict, report.images(), report.diagnostics(), baseline);
    }

    /** Violations that count: neither waived nor mere warnings, and nothing that could not be decided. */
    private static List<GateReport.Known> known(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.level() == Verdict.FAIL)
                .map(f -> new GateReport.Known(
                        f.image().image(),
                        f.policy().policy(),
                        f.reason().code(),
                        f.reason().message(),
                        f.fingerprint()))
                .toList();
    }

    private static Verdict onlyNew(GateReport report, List<GateReport.Known> fresh) {
        if (report.verdict() != Verdict.FAIL || !fresh.isEmpty()) {
            return report.verdict();
        }
        // an image that fails without a finding would be excused by nobody
        Set<GateReport.ImageReport> explained = new HashSet<>();
        Finding.of(report).stream().filter(f -> f.level() == Verdict.FAIL).forEach(f -> explained.add(f.image()));
        return report.images().stream().filter(i -> i.verdict() == Verdict.FAIL).allMatch(explained::contains)
                ? Verdict.WARN
                : Verdict.FAIL;
    }
}
