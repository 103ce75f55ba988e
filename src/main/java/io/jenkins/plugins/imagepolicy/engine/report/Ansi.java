package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;

/** Colours of a terminal (ECMA-48 SGR), or none. */
record Ansi(boolean colour) {
    String bold(String text) {
        return sgr("1", text);
    }

    String verdict(Verdict verdict, String text) {
        return switch (verdict) {
            case PASS -> sgr("32", text);
            case UNMATCHED, WAIVED -> sgr("36", text);
            case WARN -> sgr("33", text);
            case FAIL -> sgr("1;31", text);
            case ERROR -> sgr("1;35", text);
        };
    }

    String severity(Severity severity, String text) {
        int lineEnd = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String first = text.substring(0, lineEnd);
        String rest = text.substring(lineEnd);
        return switch (severity) {
            case ERROR -> sgr("1;31", first) + rest;
            case WARNING -> sgr("33", first) + rest;
            case NOTE -> first + rest;
        };
    }

    private String sgr(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
