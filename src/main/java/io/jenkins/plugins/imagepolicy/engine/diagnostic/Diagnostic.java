package io.jenkins.plugins.imagepolicy.engine.diagnostic;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;

/**
 * One thing the user should know about an input.
 *
 * @param code a {@link ReasonCode} name for errors, a lint's own name (lower case, hyphens) for warnings and notes
 * @param file as the user named it; empty when the diagnostic is about no file
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 * @param excerpt the line with a caret below it; may be empty
 * @param remedy what to write or do instead; may be empty
 */
public record Diagnostic(
        Severity severity,
        String code,
        String file,
        int line,
        int column,
        String message,
        String excerpt,
        String remedy) {
    public Diagnostic {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(code);
        Objects.requireNonNull(file);
        Objects.requireNonNull(message);
        Objects.requireNonNull(excerpt);
        Objects.requireNonNull(remedy);
    }

    // Written out because each run asks for it: what Java derives is linked at run time, which costs a start 20 ms.
    @Override
    public int hashCode() {
        return Objects.hash(file, line, column, message);
    }

    /** A diagnostic about a whole file, or about none when {@code file} is empty. */
    public static Diagnostic error(ReasonCode code, String file, String message, String remedy) {
        return new Diagnostic(Severity.ERROR, code.name(), file, 0, 0, message, "", remedy);
    }

    public static Diagnostic warning(String code, String file, String message, String remedy) {
        return new Diagnostic(Severity.WARNING, code, file, 0, 0, message, "", remedy);
    }

    @JsonIgnore
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column}, as much of it as is known; empty without a file. */
    public String place() {
        if (file.isEmpty() || line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }

    /** The diagnostic as several lines of plain text, without a trailing line break. */
    public String render() {
        StringBuilder text = new StringBuilder();
        if (!place().isEmpty()) {
            text.append(Printable.line(place())).append(": ");
        }
        text.append(severity.name().toLowerCase(java.util.Locale.ROOT)).append(": ");
        text.append(Printable.line(message))
                .append(" [")
                .append(Printable.line(code))
                .append(']');
        if (!excerpt.isEmpty()) {
            text.append('\n').append(Printable.lines(excerpt).indent(2).stripTrailing());
        }
        if (!remedy.isEmpty()) {
            // a remedy may hold a corrected snippet of several lines; the indent keeps it from passing for a message
            text.append("\n  = ").append(Printable.lines(remedy).replace("\n", "\n    "));
        }
        return text.toString();
    }
}
