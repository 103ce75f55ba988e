package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes times by Go's layouts. */
final class GoTimeWriter {
    private GoTimeWriter() {}

    static String format(String layout, ZonedDateTime t) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < layout.length(); ) {
            String token = GoLayout.tokenAt(layout, i);
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
            case "January" -> GoLayout.MONTHS.get(t.getMonthValue() - 1);
            case "Jan" -> GoLayout.MONTHS.get(t.getMonthValue() - 1).substring(0, 3);
            case "Monday" -> GoLayout.DAYS.get(t.getDayOfWeek().getValue() % 7);
            case "Mon" -> GoLayout.DAYS.get(t.getDayOfWeek().getValue() % 7).substring(0, 3);
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
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
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
}
