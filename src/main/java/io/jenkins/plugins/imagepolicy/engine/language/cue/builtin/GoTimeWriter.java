package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.GoLayout.Element;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.GoLayout.Piece;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.time.LocalDateTime;

/** Writes a time by a layout as Go does. source: Go, package time */
final class GoTimeWriter {
    private GoTimeWriter() {}

    /** Writes a time by a layout. */
    static String format(String layout, LocalDateTime time, int offset) {
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw CueFault.unsupported(-1, "a year before 0 or after 9999");
        }
        StringBuilder out = new StringBuilder();
        for (Piece piece : GoLayout.parse(layout)) {
            out.append(piece.literal());
            if (piece.element() != null) {
                write(out, piece, time, offset);
            }
        }
        return out.toString();
    }

    private static void write(StringBuilder out, Piece piece, LocalDateTime time, int offset) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        switch (piece.element()) {
            case LONG_YEAR -> padded(out, time.getYear(), 4, '0');
            case YEAR -> padded(out, time.getYear() % 100, 2, '0');
            case LONG_MONTH -> out.append(GoCalendar.MONTHS.get(time.getMonthValue() - 1));
            case MONTH -> out.append(GoCalendar.MONTHS.get(time.getMonthValue() - 1), 0, 3);
            case NUM_MONTH -> out.append(time.getMonthValue());
            case ZERO_MONTH -> padded(out, time.getMonthValue(), 2, '0');
            case LONG_WEEKDAY ->
                out.append(GoCalendar.DAYS.get(time.getDayOfWeek().getValue() - 1));
            case WEEKDAY -> out.append(GoCalendar.DAYS.get(time.getDayOfWeek().getValue() - 1), 0, 3);
            case DAY -> out.append(time.getDayOfMonth());
            case UNDER_DAY -> padded(out, time.getDayOfMonth(), 2, ' ');
            case ZERO_DAY -> padded(out, time.getDayOfMonth(), 2, '0');
            case UNDER_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, '0');
            case HOUR -> padded(out, time.getHour(), 2, '0');
            case HOUR12 -> out.append(hour12);
            case ZERO_HOUR12 -> padded(out, hour12, 2, '0');
            case MINUTE -> out.append(time.getMinute());
            case ZERO_MINUTE -> padded(out, time.getMinute(), 2, '0');
            case SECOND -> out.append(time.getSecond());
            case ZERO_SECOND -> padded(out, time.getSecond(), 2, '0');
            case UPPER_PM -> out.append(time.getHour() >= 12 ? "PM" : "AM");
            case LOWER_PM -> out.append(time.getHour() >= 12 ? "pm" : "am");
            case FRACTION_ZEROS, FRACTION_NINES -> writeFraction(out, piece, time.getNano());
            case ZONE -> {
                if (offset != 0) {
                    throw CueFault.unsupported(-1, "the name of a time zone");
                }
                out.append("UTC");
            }
            default -> writeZone(out, piece.element(), offset);
        }
    }

    private static void padded(StringBuilder out, int value, int width, char pad) {
        String text = Integer.toString(value);
        out.append(String.valueOf(pad).repeat(Math.max(0, width - text.length())))
                .append(text);
    }

    private static void writeFraction(StringBuilder out, Piece piece, int nanos) {
        String digits = String.format("%09d", nanos);
        String shown =
                piece.digits() >= 9 ? digits + "0".repeat(piece.digits() - 9) : digits.substring(0, piece.digits());
        if (piece.element() == Element.FRACTION_NINES) {
            shown = shown.replaceAll("0+$", "");
        }
        if (!shown.isEmpty()) {
            out.append(piece.separator()).append(shown);
        }
    }

    private static void writeZone(StringBuilder out, Element element, int offset) {
        if (element.name().startsWith("ISO") && offset == 0) {
            out.append('Z');
            return;
        }
        int absolute = Math.abs(offset);
        String colon = element.name().contains("COLON") ? ":" : "";
        out.append(offset < 0 ? '-' : '+');
        padded(out, absolute / 3600, 2, '0');
        if (!element.name().endsWith("SHORT")) {
            out.append(colon);
            padded(out, absolute / 60 % 60, 2, '0');
        }
        if (element.name().endsWith("SECONDS")) {
            out.append(colon);
            padded(out, absolute % 60, 2, '0');
        }
    }
}
