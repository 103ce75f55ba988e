package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.GoLayout.Element;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.GoLayout.Piece;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/** Reads a time by a layout as lenient or strict as Go does. source: Go, package time */
final class GoTime {
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private final String whole;
    private String rest;
    private int year;
    private int month = -1;
    private int day = -1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private int offset;
    private boolean am;
    private boolean pm;

    private GoTime(String text) {
        whole = text;
        rest = text;
    }

    /** A time of day somewhere, with its distance from UTC in seconds. */
    record Parsed(LocalDateTime local, int offset) {
        LocalDateTime utc() {
            return local.minusSeconds(offset);
        }
    }

    /** Throws {@link CallError} for a text that does not fit. */
    static Parsed parse(String layout, String text) {
        GoTime time = new GoTime(text);
        List<Piece> pieces = GoLayout.parse(layout);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            time.literal(piece.literal());
            if (piece.element() == null) {
                break;
            }
            time.element(piece, i + 1 < pieces.size() ? pieces.get(i + 1) : null);
        }
        if (!time.rest.isEmpty()) {
            throw time.wrong();
        }
        return time.finish();
    }

    private CallError wrong() {
        return new CallError("parsing time \"" + whole + "\": cannot parse it with this layout");
    }

    private void literal(String literal) {
        int i = 0;
        while (i < literal.length()) {
            if (literal.charAt(i) == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    throw wrong();
                }
                while (i < literal.length() && literal.charAt(i) == ' ') {
                    i++;
                }
                skipBlanks();
            } else if (rest.isEmpty() || rest.charAt(0) != literal.charAt(i)) {
                throw wrong();
            } else {
                rest = rest.substring(1);
                i++;
            }
        }
    }

    private void skipBlanks() {
        while (rest.startsWith(" ")) {
            rest = rest.substring(1);
        }
    }

    private void element(Piece piece, Piece next) {
        switch (piece.element()) {
            case LONG_YEAR -> year = exactly(4);
            case YEAR -> {
                year = exactly(2);
                year += year >= 69 ? 1900 : 2000;
            }
            case NUM_MONTH, ZERO_MONTH -> month = within(number(piece.element() == Element.ZERO_MONTH), 1, 12);
            case LONG_MONTH -> month = name(MONTHS, false) + 1;
            case MONTH -> month = name(MONTHS, true) + 1;
            case LONG_WEEKDAY -> name(DAYS, false);
            case WEEKDAY -> name(DAYS, true);
            case DAY, UNDER_DAY, ZERO_DAY -> {
                if (piece.element() == Element.UNDER_DAY && rest.startsWith(" ")) {
                    rest = rest.substring(1);
                }
                day = number(piece.element() == Element.ZERO_DAY);
            }
            case HOUR -> hour = within(number(false), 0, 23);
            case HOUR12, ZERO_HOUR12 -> hour = within(number(piece.element() == Element.ZERO_HOUR12), 0, 12);
            case MINUTE, ZERO_MINUTE -> minute = within(number(piece.element() == Element.ZERO_MINUTE), 0, 59);
            case SECOND, ZERO_SECOND -> second(piece, next);
            case UPPER_PM -> half("AM", "PM");
            case LOWER_PM -> half("am", "pm");
            case FRACTION_ZEROS -> fraction(piece.digits());
            case FRACTION_NINES -> optionalFraction();
            case UNDER_YEAR_DAY, ZERO_YEAR_DAY, ZONE ->
                throw CueFault.unsupported(-1, "a time layout with a zone's name or the day of the year");
            default -> zone(piece.element());
        }
    }

    private int exactly(int digits) {
        if (rest.length() < digits) {
            throw wrong();
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + digit(i);
        }
        rest = rest.substring(digits);
        return value;
    }

    private int digit(int index) {
        char c = index < rest.length() ? rest.charAt(index) : ' ';
        if (c < '0' || c > '9') {
            throw wrong();
        }
        return c - '0';
    }

    private boolean isDigit(int index) {
        return index < rest.length() && rest.charAt(index) >= '0' && rest.charAt(index) <= '9';
    }

    /** One or two digits. */
    private int number(boolean two) {
        int first = digit(0);
        if (!isDigit(1)) {
            if (two) {
                throw wrong();
            }
            rest = rest.substring(1);
            return first;
        }
        int value = first * 10 + digit(1);
        rest = rest.substring(2);
        return value;
    }

    private int within(int value, int low, int high) {
        if (value < low || value > high) {
            throw new CallError("parsing time \"" + whole + "\": out of range");
        }
        return value;
    }

    private int name(List<String> names, boolean abbreviated) {
        for (int i = 0; i < names.size(); i++) {
            String name = abbreviated ? names.get(i).substring(0, 3) : names.get(i);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i;
            }
        }
        throw wrong();
    }

    private void second(Piece piece, Piece next) {
        second = within(number(piece.element() == Element.ZERO_SECOND), 0, 59);
        boolean fractionFollows =
                next != null && (next.element() == Element.FRACTION_ZEROS || next.element() == Element.FRACTION_NINES);
        if (!fractionFollows) {
            optionalFraction();
        }
    }

    private void half(String morning, String evening) {
        if (rest.startsWith(evening)) {
            pm = true;
        } else if (rest.startsWith(morning)) {
            am = true;
        } else {
            throw wrong();
        }
        rest = rest.substring(2);
    }

    private void optionalFraction() {
        if (rest.length() < 2 || (rest.charAt(0) != '.' && rest.charAt(0) != ',') || !isDigit(1)) {
            return;
        }
        int digits = 0;
        while (isDigit(digits + 1)) {
            digits++;
        }
        fraction(digits);
    }

    private void fraction(int digits) {
        if (rest.length() < digits + 1 || (rest.charAt(0) != '.' && rest.charAt(0) != ',')) {
            throw wrong();
        }
        int value = 0;
        for (int i = 1; i <= digits; i++) {
            int digit = digit(i);
            if (i <= 9) {
                value = value * 10 + digit;
            }
        }
        for (int i = digits; i < 9; i++) {
            value *= 10;
        }
        nanos = value;
        rest = rest.substring(digits + 1);
    }

    private void zone(Element element) {
        boolean iso = element.name().startsWith("ISO");
        if (iso && rest.startsWith("Z")) {
            rest = rest.substring(1);
            offset = 0;
            return;
        }
        boolean colon = element.name().contains("COLON");
        boolean withSeconds = element.name().endsWith("SECONDS");
        boolean hoursOnly = element.name().endsWith("SHORT");
        if (rest.isEmpty() || (rest.charAt(0) != '+' && rest.charAt(0) != '-')) {
            throw wrong();
        }
        int sign = rest.charAt(0) == '-' ? -1 : 1;
        rest = rest.substring(1);
        int hours = within(exactly(2), 0, 24);
        int minutes = hoursOnly ? 0 : within(part(colon), 0, 60);
        int seconds = withSeconds ? within(part(colon), 0, 60) : 0;
        offset = sign * (hours * 3600 + minutes * 60 + seconds);
    }

    private int part(boolean colon) {
        if (colon) {
            if (!rest.startsWith(":")) {
                throw wrong();
            }
            rest = rest.substring(1);
        }
        return exactly(2);
    }

    private Parsed finish() {
        if (pm && hour < 12) {
            hour += 12;
        } else if (am && hour == 12) {
            hour = 0;
        }
        try {
            LocalDate date = LocalDate.of(year, month < 0 ? 1 : month, day < 0 ? 1 : day);
            return new Parsed(LocalDateTime.of(date, LocalTime.of(hour, minute, second, nanos)), offset);
        } catch (DateTimeException e) {
            throw new CallError("parsing time \"" + whole + "\": day out of range");
        }
    }

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
            case LONG_MONTH -> out.append(MONTHS.get(time.getMonthValue() - 1));
            case MONTH -> out.append(MONTHS.get(time.getMonthValue() - 1), 0, 3);
            case NUM_MONTH -> out.append(time.getMonthValue());
            case ZERO_MONTH -> padded(out, time.getMonthValue(), 2, '0');
            case LONG_WEEKDAY -> out.append(DAYS.get(time.getDayOfWeek().getValue() - 1));
            case WEEKDAY -> out.append(DAYS.get(time.getDayOfWeek().getValue() - 1), 0, 3);
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
