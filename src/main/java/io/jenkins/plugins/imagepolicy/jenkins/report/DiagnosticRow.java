package io.jenkins.plugins.imagepolicy.jenkins.report;

/** What the user should know about an input. */
public final class DiagnosticRow {
    private final String severity;
    private final String code;
    private final String place;
    private final String message;
    private final String excerpt;
    private final String remedy;

    DiagnosticRow(String severity, String code, String place, String message, String excerpt, String remedy) {
        this.severity = severity;
        this.code = code;
        this.place = place;
        this.message = message;
        this.excerpt = excerpt;
        this.remedy = remedy;
    }

    /** error, warning or note. */
    public String getSeverity() {
        return severity;
    }

    public String getCode() {
        return code;
    }

    /** {@code file:line:column}, as much of it as is known. */
    public String getPlace() {
        return place;
    }

    public String getMessage() {
        return message;
    }

    /** The line with a caret below it; may be empty. */
    public String getExcerpt() {
        return excerpt;
    }

    public String getRemedy() {
        return remedy;
    }

    /** Anything that is not plainly a warning or a note counts as an error. */
    public boolean isError() {
        return !severity.equals("warning") && !severity.equals("note");
    }

    public String getOneLine() {
        return PlainText.oneLine((place.isEmpty() ? "" : place + ": ") + message);
    }

    /** As in a log: place, message, excerpt and remedy. */
    public String getText() {
        StringBuilder text = new StringBuilder();
        text.append(PlainText.oneLine((place.isEmpty() ? "" : place + ": ") + severity + ": " + message));
        text.append(" [").append(PlainText.oneLine(code)).append(']');
        if (!excerpt.isEmpty()) {
            text.append('\n').append(excerpt.indent(2).stripTrailing());
        }
        if (!remedy.isEmpty()) {
            text.append("\n  = ").append(PlainText.oneLine(remedy));
        }
        return text.toString();
    }
}
