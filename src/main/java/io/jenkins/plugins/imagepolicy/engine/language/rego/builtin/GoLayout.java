package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Go's time layouts, which are written as the reference time {@code Mon Jan 2 15:04:05 MST 2006}. */
final class GoLayout {
    static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
    static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("ANSIC", "Mon Jan _2 15:04:05 2006"),
            Map.entry("UnixDate", "Mon Jan _2 15:04:05 MST 2006"),
            Map.entry("RubyDate", "Mon Jan 02 15:04:05 -0700 2006"),
            Map.entry("RFC822", "02 Jan 06 15:04 MST"),
            Map.entry("RFC822Z", "02 Jan 06 15:04 -0700"),
            Map.entry("RFC850", "Monday, 02-Jan-06 15:04:05 MST"),
            Map.entry("RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"),
            Map.entry("RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700"),
            Map.entry("RFC3339", RFC3339),
            Map.entry("RFC3339Nano", RFC3339_NANO));

    /** Longer before shorter where one begins with the other. */
    private static final List<String> TOKENS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "__2",
            "_2",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "PM",
            "pm",
            "-07:00:00",
            "-07:00",
            "-070000",
            "-0700",
            "-07",
            "Z07:00:00",
            "Z07:00",
            "Z070000",
            "Z0700",
            "Z07",
            "1",
            "2",
            "3",
            "4",
            "5");

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
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private GoLayout() {}

    static String named(String layout) {
        return NAMED.getOrDefault(layout, layout);
    }

    /** The token that the layout has at a position, or null for plain text. */
    private static String tokenAt(String layout, int at) {
        char c = layout.charAt(at);
        if ((c == '.' || c == ',') && at + 1 < layout.length() && "09".indexOf(layout.charAt(at + 1)) >= 0) {
            int end = at + 1;
            while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) {
                end++;
            }
            boolean digit = end < layout.length() && Character.isDigit(layout.charAt(end));
            return digit ? null : layout.substring(at, end);
        }
        for (String token : TOKENS) {
            if (layout.startsWith(token, at)) {
                boolean word = token.equals("Jan") || token.equals("Mon");
                int end = at + token.length();
                if (word && end < layout.length() && Character.isLowerCase(layout.charAt(end))) {
                    continue;
                }
                return token;
            }
        }
        return null;
    }

    static String format(String layout, ZonedDateTime t) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < layout.length(); ) {
            String token = tokenAt(layout, i);
            if (token == null) {
                out.append(layout.charAt(i++));
            } else {
                out.append(field(token, t));
                i += token.length();
            }
        }
        return out.toString();
    }

    private static String two(int n) {
        return n < 10 ? "0" + n : String.valueOf(n);
    }

    private static String field(String token, ZonedDateTime t) {
        int twelve = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
        return switch (token) {
            case "January" -> MONTHS.get(t.getMonthValue() - 1);
            case "Jan" -> MONTHS.get(t.getMonthValue() - 1).substring(0, 3);
            case "Monday" -> DAYS.get(t.getDayOfWeek().getValue() % 7);
            case "Mon" -> DAYS.get(t.getDayOfWeek().getValue() % 7).substring(0, 3);
            case "MST" -> zoneName(t);
            case "2006" -> String.format("%04d", t.getYear());
            case "06" -> two(Math.floorMod(t.getYear(), 100));
            case "__2" -> String.format("%3d", t.getDayOfYear());
            case "002" -> String.format("%03d", t.getDayOfYear());
            case "_2" -> String.format("%2d", t.getDayOfMonth());
            case "01" -> two(t.getMonthValue());
            case "1" -> String.valueOf(t.getMonthValue());
            case "02" -> two(t.getDayOfMonth());
            case "2" -> String.valueOf(t.getDayOfMonth());
            case "15" -> two(t.getHour());
            case "03" -> two(twelve);
            case "3" -> String.valueOf(twelve);
            case "04" -> two(t.getMinute());
            case "4" -> String.valueOf(t.getMinute());
            case "05" -> two(t.getSecond());
            case "5" -> String.valueOf(t.getSecond());
            case "PM" -> t.getHour() < 12 ? "AM" : "PM";
            case "pm" -> t.getHour() < 12 ? "am" : "pm";
            default -> token.charAt(0) == 'Z' || token.charAt(0) == '-' ? offset(token, t) : fraction(token, t);
        };
    }

    private static String zoneName(ZonedDateTime t) {
        if (t.getOffset().equals(t.getZone())) {
            return t.getOffset().getTotalSeconds() == 0 ? "UTC" : offset("-0700", t);
        }
        String name = java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                .format(t);
        return name.isEmpty() ? t.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) : name;
    }

    private static String offset(String token, ZonedDateTime t) {
        int seconds = t.getOffset().getTotalSeconds();
        if (token.charAt(0) == 'Z' && seconds == 0) {
            return "Z";
        }
        int s = Math.abs(seconds);
        String colon = token.contains(":") ? ":" : "";
        int digits = token.replace(":", "").length() - 1;
        StringBuilder out = new StringBuilder(seconds < 0 ? "-" : "+").append(two(s / 3600));
        if (digits >= 4) {
            out.append(colon).append(two(s / 60 % 60));
        }
        if (digits >= 6) {
            out.append(colon).append(two(s % 60));
        }
        return out.toString();
    }

    private static String fraction(String token, ZonedDateTime t) {
        int digits = Math.min(9, token.length() - 1);
        String nanos = String.format("%09d", t.getNano()).substring(0, digits);
        if (token.charAt(1) == '9') {
            nanos = nanos.replaceAll("0+$", "");
            return nanos.isEmpty() ? "" : token.charAt(0) + nanos;
        }
        return token.charAt(0) + nanos;
    }

    static Instant parse(String layout, String value) throws BuiltinException {
        return new Reader(layout, value).read();
    }

    /** Reads one value by one layout. */
    private static final class Reader {
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

        Reader(String layout, String value) {
            this.layout = layout;
            this.value = value;
        }

        private BuiltinException bad() {
            return BuiltinException.of("parsing time \"" + value + "\" as \"" + layout + "\": cannot parse");
        }

        Instant read() throws BuiltinException {
            for (int i = 0; i < layout.length(); ) {
                String token = tokenAt(layout, i);
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
                                && tokenAt(layout, i) != null)) {
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
                case "January" -> month = name(MONTHS, 0) + 1;
                case "Jan" -> month = name(MONTHS, 3) + 1;
                case "Monday" -> name(DAYS, 0);
                case "Mon" -> name(DAYS, 3);
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
            if (at + 1 < value.length()
                    && ".,".indexOf(value.charAt(at)) >= 0
                    && Character.isDigit(value.charAt(at + 1))) {
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
}
