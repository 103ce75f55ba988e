package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.util.List;
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

    static final List<String> MONTHS = List.of(
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
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private GoLayout() {}

    static String named(String layout) {
        return NAMED.getOrDefault(layout, layout);
    }

    /** The token that the layout has at a position, or null for plain text. */
    static String tokenAt(String layout, int at) {
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
}
