package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Reads one time by one of Go's layouts. */
final class GoTimeReader {
    private final String layout;
    private final String value;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear = -1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private Boolean afternoon;
    private int offset;

    private GoTimeReader(String layout, String value) {
        this.layout = layout;
        this.value = value;
    }

    static Instant parse(String layout, String value) throws BuiltinException {
        return new GoTimeReader(layout, value).read();
    }

    private BuiltinException bad() {
        return BuiltinException.of("parsing time \"" + value + "\" as \"" + layout + "\": cannot parse");
    }

    private Instant read() throws BuiltinException {
        for (int i = 0; i < layout.length(); ) {
            String token = GoLayout.tokenAt(layout, i);
            if (token == null) {
                literal(layout.charAt(i++));
                continue;
            }
            field(token);
            i += token.length();
            boolean seconds = token.equals("05") || token.equals("5");
            if (seconds
                    && !(i < layout.length()
                            && ".,".indexOf(layout.charAt(i)) >= 0
                            && GoLayout.tokenAt(layout, i) != null)) {
                impliedFraction();
            }
        }
        if (at != value.length()) {
            throw bad();
        }
        return result();
    }

    private void literal(char c) throws BuiltinException {
        if (c == ' ') {
            if (at < value.length() && value.charAt(at) != ' ') {
                throw bad();
            }
            while (at < value.length() && value.charAt(at) == ' ') {
                at++;
            }
            return;
        }
        if (at >= value.length() || value.charAt(at) != c) {
            throw bad();
        }
        at++;
    }

    private Instant result() throws BuiltinException {
        if (afternoon != null) {
            if (hour > 12) {
                throw bad();
            }
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        try {
            LocalDate date = dayOfYear < 0 ? LocalDate.of(year, month, day) : LocalDate.ofYearDay(year, dayOfYear);
            LocalTime time = LocalTime.of(hour, minute, second, nano);
            return LocalDateTime.of(date, time).toInstant(ZoneOffset.ofTotalSeconds(offset));
        } catch (DateTimeException e) {
            throw bad();
        }
    }

    private int digits(int min, int max) throws BuiltinException {
        int start = at;
        while (at < value.length() && at - start < max && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
            at++;
        }
        if (at - start < min) {
            throw bad();
        }
        return Integer.parseInt(value.substring(start, at));
    }

    private int name(List<String> names, int length) throws BuiltinException {
        for (int i = 0; i < names.size(); i++) {
            String name = length > 0 ? names.get(i).substring(0, length) : names.get(i);
            if (value.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        throw bad();
    }

    private void field(String token) throws BuiltinException {
        switch (token) {
            case "2006" -> year = digits(4, 4);
            case "06" -> {
                year = digits(2, 2);
                year += year >= 69 ? 1900 : 2000;
            }
            case "January" -> month = name(GoLayout.MONTHS, 0) + 1;
            case "Jan" -> month = name(GoLayout.MONTHS, 3) + 1;
            case "Monday" -> name(GoLayout.DAYS, 0);
            case "Mon" -> name(GoLayout.DAYS, 3);
            case "01" -> month = digits(2, 2);
            case "1" -> month = digits(1, 2);
            case "02" -> day = digits(2, 2);
            case "2", "_2" -> {
                if (token.equals("_2") && at < value.length() && value.charAt(at) == ' ') {
                    at++;
                }
                day = digits(1, 2);
            }
            case "002", "__2" -> {
                while (token.equals("__2") && at < value.length() && value.charAt(at) == ' ') {
                    at++;
                }
                dayOfYear = digits(1, 3);
            }
            case "15" -> hour = digits(2, 2);
            case "03" -> hour = digits(2, 2);
            case "3" -> hour = digits(1, 2);
            case "04" -> minute = digits(2, 2);
            case "4" -> minute = digits(1, 2);
            case "05" -> second = digits(2, 2);
            case "5" -> second = digits(1, 2);
            case "PM", "pm" -> {
                String half = at + 2 <= value.length() ? value.substring(at, at + 2) : "";
                if (!half.equalsIgnoreCase("am") && !half.equalsIgnoreCase("pm")) {
                    throw bad();
                }
                afternoon = half.equalsIgnoreCase("pm");
                at += 2;
            }
            case "MST" -> zone();
            default -> {
                if (token.charAt(0) == 'Z' || token.charAt(0) == '-') {
                    offset(token);
                } else {
                    fraction(token);
                }
            }
        }
    }

    private void zone() throws BuiltinException {
        int start = at;
        while (at < value.length() && Character.isUpperCase(value.charAt(at))) {
            at++;
        }
        if (at - start < 3 || at - start > 5) {
            throw bad();
        }
    }

    private void offset(String token) throws BuiltinException {
        if (token.charAt(0) == 'Z' && at < value.length() && value.charAt(at) == 'Z') {
            at++;
            return;
        }
        if (at >= value.length() || "+-".indexOf(value.charAt(at)) < 0) {
            throw bad();
        }
        int sign = value.charAt(at++) == '-' ? -1 : 1;
        boolean colon = token.contains(":");
        int parts = token.replace(":", "").length() / 2;
        int total = digits(2, 2);
        if (total > 24) {
            throw bad();
        }
        total *= 3600;
        for (int i = 1; i < parts; i++) {
            if (colon) {
                literal(':');
            }
            int n = digits(2, 2);
            if (n > 59) {
                throw bad();
            }
            total += i == 1 ? n * 60 : n;
        }
        offset = sign * total;
    }

    /** A fraction may follow the seconds even where the layout has none. */
    private void impliedFraction() {
        if (at + 1 < value.length() && ".,".indexOf(value.charAt(at)) >= 0 && Character.isDigit(value.charAt(at + 1))) {
            int end = at + 1;
            while (end < value.length() && Character.isDigit(value.charAt(end))) {
                end++;
            }
            nano = nanos(value.substring(at + 1, end));
            at = end;
        }
    }

    private static int nanos(String digits) {
        return Integer.parseInt((digits + "000000000").substring(0, 9));
    }

    private void fraction(String token) throws BuiltinException {
        if (token.charAt(1) == '9') {
            impliedFraction();
            return;
        }
        int digits = token.length() - 1;
        if (at >= value.length() || ".,".indexOf(value.charAt(at)) < 0 || at + 1 + digits > value.length()) {
            throw bad();
        }
        String part = value.substring(at + 1, at + 1 + digits);
        if (!part.matches("[0-9]+")) {
            throw bad();
        }
        nano = nanos(part);
        at += 1 + digits;
    }
}
