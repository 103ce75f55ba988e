package io.jenkins.plugins.imagepolicy.engine.language;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times in Go's layouts, which write the moment {@code Mon Jan 2 15:04:05 MST 2006} in the form that is meant. */
public final class GoTime {
    public static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
    private static final List<String> TOKENS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "-07:00:00",
            "-070000",
            "-07:00",
            "-0700",
            "-07",
            "Z07:00:00",
            "Z070000",
            "Z07:00",
            "Z0700",
            "Z07",
            "002",
            "__2",
            "_2006",
            "_2",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "PM",
            "pm",
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
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private final String layout;
    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private boolean afternoon;
    private boolean twelveHours;
    private ZoneOffset offset = ZoneOffset.UTC;

    private GoTime(String layout, String text) {
        this.layout = layout;
        this.text = text;
    }

    /** Empty when {@code text} does not fit the layout or is no time that exists. */
    public static Optional<OffsetDateTime> parse(String layout, String text) {
        try {
            return Optional.ofNullable(new GoTime(layout, text).read());
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As Go's {@code time.RFC3339}: whole seconds, {@code Z} for UTC. */
    public static String format(OffsetDateTime time) {
        return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT));
    }

    private OffsetDateTime read() {
        int here = 0;
        while (here < layout.length()) {
            String token = tokenAt(here);
            if (token.isEmpty()) {
                int fraction = fractionAt(here);
                if (fraction > 0) {
                    readFraction();
                    here += fraction;
                } else if (!skip(layout.charAt(here++))) {
                    return null;
                }
            } else {
                if (!readToken(token)) {
                    return null;
                }
                here += token.length();
            }
        }
        return at == text.length() ? assemble() : null;
    }

    /** Length of a fraction of seconds ({@code .000}, {@code .999}, {@code ,000}) in the layout. */
    private int fractionAt(int here) {
        char separator = layout.charAt(here);
        if (separator != '.' && separator != ',' || here + 1 >= layout.length()) {
            return 0;
        }
        char digit = layout.charAt(here + 1);
        int end = here + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean followed = end < layout.length() && Character.isDigit(layout.charAt(end));
        return (digit == '0' || digit == '9') && !followed ? end - here : 0;
    }

    private boolean skip(char expected) {
        if (expected == ' ') {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return true;
        }
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private String tokenAt(int here) {
        for (String token : TOKENS) {
            if (layout.startsWith(token, here)) {
                boolean letterFollows = here + token.length() < layout.length()
                        && Character.isLowerCase(layout.charAt(here + token.length()));
                if ((token.equals("Jan") || token.equals("Mon")) && letterFollows) {
                    continue;
                }
                return token;
            }
        }
        return "";
    }

    private boolean readToken(String token) {
        switch (token) {
            case "January" -> month = name(MONTHS, false);
            case "Jan" -> month = name(MONTHS, true);
            case "Monday" -> name(DAYS, false);
            case "Mon" -> name(DAYS, true);
            case "2006", "_2006" -> year = digits(4, 4);
            case "06" -> {
                int two = digits(2, 2);
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case "01" -> month = digits(2, 2);
            case "1" -> month = digits(1, 2);
            case "02" -> day = digits(2, 2);
            case "2" -> day = digits(1, 2);
            case "_2" -> {
                skip(' ');
                day = digits(1, 2);
            }
            case "002", "__2" -> {
                skip(' ');
                dayOfYear = digits(1, 3);
            }
            case "15" -> hour = digits(2, 2);
            case "03", "3" -> {
                hour = digits(token.length(), 2);
                twelveHours = true;
            }
            case "04", "4" -> minute = digits(token.length(), 2);
            case "05", "5" -> {
                second = digits(token.length(), 2);
                readFraction();
            }
            case "PM", "pm" -> {
                afternoon = text.regionMatches(true, at, "pm", 0, 2);
                if (!afternoon && !text.regionMatches(true, at, "am", 0, 2)) {
                    return false;
                }
                at += 2;
            }
            case "MST" -> readZoneName();
            default -> readOffset(token);
        }
        return true;
    }

    /** Go accepts a fraction after the seconds even where the layout has none. */
    private void readFraction() {
        if (at + 1 < text.length()
                && (text.charAt(at) == '.' || text.charAt(at) == ',')
                && Character.isDigit(text.charAt(at + 1))) {
            int end = ++at;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            String digits = (text.substring(at, end) + "000000000").substring(0, 9);
            nano = Integer.parseInt(digits);
            at = end;
        }
    }

    private void readZoneName() {
        if (text.startsWith("UTC", at) || text.startsWith("GMT", at)) {
            at += 3;
            return;
        }
        int end = at;
        while (end < text.length() && Character.isUpperCase(text.charAt(end)) && end - at < 5) {
            end++;
        }
        if (end - at < 3) {
            throw new DateTimeException("no zone");
        }
        at = end; // an abbreviation names no offset; Go takes zero for it
    }

    private void readOffset(String token) {
        boolean zulu = token.startsWith("Z");
        if (zulu && at < text.length() && text.charAt(at) == 'Z') {
            at++;
            return;
        }
        int sign = text.charAt(at) == '-' ? -1 : 1;
        if (text.charAt(at) != '-' && text.charAt(at) != '+') {
            throw new DateTimeException("no offset");
        }
        at++;
        String form = token.substring(1);
        int hours = digits(2, 2);
        int minutes = 0;
        if (form.length() > 2) {
            if (form.contains(":") && !skip(':')) {
                throw new DateTimeException("no offset");
            }
            minutes = digits(2, 2);
        }
        offset = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private int name(List<String> names, boolean shortForm) {
        for (int i = 0; i < names.size(); i++) {
            String wanted = shortForm ? names.get(i).substring(0, 3) : names.get(i);
            if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
                at += wanted.length();
                return i + 1;
            }
        }
        throw new DateTimeException("no name");
    }

    private int digits(int fewest, int most) {
        int end = at;
        while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end - at < fewest) {
            throw new DateTimeException("too few digits");
        }
        int value = Integer.parseInt(text.substring(at, end));
        at = end;
        return value;
    }

    private OffsetDateTime assemble() {
        int hours = hour;
        if (twelveHours) {
            if (hour > 12) {
                return null;
            }
            hours = hour % 12 + (afternoon ? 12 : 0);
        }
        LocalDateTime local = LocalDateTime.of(year, month, day, hours, minute, second, nano);
        return (dayOfYear > 0 ? local.withDayOfYear(dayOfYear) : local).atOffset(offset);
    }
}
