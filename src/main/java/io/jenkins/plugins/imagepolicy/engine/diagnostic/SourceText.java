package io.jenkins.plugins.imagepolicy.engine.diagnostic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as it was read, with the name under which the user knows it, so that a diagnostic can show the line it speaks of. */
public record SourceText(String file, String text) {
    private static final int LONGEST_EXCERPT = 160;
    private static final Pattern UNDERLINED = Pattern.compile("\"[^\"]*\"|'[^']*'|[\\p{L}\\p{N}_.-]+");

    /** The line at {@code position} and carets under the word or quoted text there; empty when the text has no such line. */
    public String excerpt(Position position) {
        List<String> lines = text.lines().skip(position.line() - 1L).limit(1).toList();
        if (lines.isEmpty()) {
            return "";
        }
        String line = Printable.line(lines.get(0).replace('\t', ' '));
        int column = Math.min(position.column(), line.length() + 1);
        int from = column > LONGEST_EXCERPT - 20 ? column - LONGEST_EXCERPT / 2 : 0;
        String shown = line.substring(from, Math.min(line.length(), from + LONGEST_EXCERPT));
        String number = Integer.toString(position.line());
        int at = column - 1 - from;
        return number + " | " + shown + "\n" + " ".repeat(number.length()) + " | " + " ".repeat(at)
                + "^".repeat(width(shown, at));
    }

    private static int width(String line, int at) {
        Matcher matcher = UNDERLINED.matcher(line).region(Math.min(at, line.length()), line.length());
        return matcher.lookingAt() ? matcher.end() - at : 1;
    }

    public Diagnostic error(ReasonCode code, Position position, String message, String remedy) {
        return diagnostic(Severity.ERROR, code.name(), position, message, remedy);
    }

    public Diagnostic warning(String code, Position position, String message, String remedy) {
        return diagnostic(Severity.WARNING, code, position, message, remedy);
    }

    public Diagnostic note(String code, Position position, String message, String remedy) {
        return diagnostic(Severity.NOTE, code, position, message, remedy);
    }

    private Diagnostic diagnostic(Severity severity, String code, Position position, String message, String remedy) {
        return new Diagnostic(
                severity, code, file, position.line(), position.column(), message, excerpt(position), remedy);
    }
}
