package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.util.ArrayList;
import java.util.List;

/** A time layout in Go's notation, cut into literal text and the elements of the reference time. source: Go, package time */
final class GoLayout {
    /** An element of a layout. */
    enum Element {
        LONG_MONTH("January"),
        MONTH("Jan"),
        LONG_WEEKDAY("Monday"),
        WEEKDAY("Mon"),
        ZONE("MST"),
        ZERO_MONTH("01"),
        ZERO_DAY("02"),
        ZERO_HOUR12("03"),
        ZERO_MINUTE("04"),
        ZERO_SECOND("05"),
        YEAR("06"),
        ZERO_YEAR_DAY("002"),
        HOUR("15"),
        NUM_MONTH("1"),
        LONG_YEAR("2006"),
        DAY("2"),
        UNDER_DAY("_2"),
        UNDER_YEAR_DAY("__2"),
        HOUR12("3"),
        MINUTE("4"),
        SECOND("5"),
        UPPER_PM("PM"),
        LOWER_PM("pm"),
        OFFSET_SECONDS("-070000"),
        OFFSET_COLON_SECONDS("-07:00:00"),
        OFFSET("-0700"),
        OFFSET_COLON("-07:00"),
        OFFSET_SHORT("-07"),
        ISO_SECONDS("Z070000"),
        ISO_COLON_SECONDS("Z07:00:00"),
        ISO("Z0700"),
        ISO_COLON("Z07:00"),
        ISO_SHORT("Z07"),
        FRACTION_ZEROS(""),
        FRACTION_NINES("");

        private final String text;

        Element(String text) {
            this.text = text;
        }
    }

    /** Literal text, then an element; the last piece has none. {@code digits} counts those of a fraction. */
    record Piece(String literal, Element element, int digits, char separator) {}

    private GoLayout() {}

    static List<Piece> parse(String layout) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        int i = 0;
        while (i < layout.length()) {
            Piece piece = at(layout, i, layout.substring(from, i));
            if (piece == null) {
                i++;
                continue;
            }
            pieces.add(piece);
            i += length(piece);
            from = i;
        }
        pieces.add(new Piece(layout.substring(from), null, 0, '\0'));
        return pieces;
    }

    private static int length(Piece piece) {
        return piece.digits() > 0 ? piece.digits() + 1 : piece.element().text.length();
    }

    private static Piece at(String layout, int i, String literal) {
        char c = layout.charAt(i);
        if ((c == '.' || c == ',') && i + 1 < layout.length()) {
            return fraction(layout, i, literal);
        }
        Element found =
                switch (c) {
                    case 'J' -> first(layout, i, Element.LONG_MONTH, Element.MONTH);
                    case 'M' -> first(layout, i, Element.LONG_WEEKDAY, Element.WEEKDAY, Element.ZONE);
                    case '0' ->
                        first(
                                layout,
                                i,
                                Element.ZERO_YEAR_DAY,
                                Element.ZERO_MONTH,
                                Element.ZERO_DAY,
                                Element.ZERO_HOUR12,
                                Element.ZERO_MINUTE,
                                Element.ZERO_SECOND,
                                Element.YEAR);
                    case '1' -> first(layout, i, Element.HOUR, Element.NUM_MONTH);
                    case '2' -> first(layout, i, Element.LONG_YEAR, Element.DAY);
                    case '_' -> underscore(layout, i);
                    case '3' -> Element.HOUR12;
                    case '4' -> Element.MINUTE;
                    case '5' -> Element.SECOND;
                    case 'P' -> first(layout, i, Element.UPPER_PM);
                    case 'p' -> first(layout, i, Element.LOWER_PM);
                    case '-' ->
                        first(
                                layout,
                                i,
                                Element.OFFSET_SECONDS,
                                Element.OFFSET_COLON_SECONDS,
                                Element.OFFSET,
                                Element.OFFSET_COLON,
                                Element.OFFSET_SHORT);
                    case 'Z' ->
                        first(
                                layout,
                                i,
                                Element.ISO_SECONDS,
                                Element.ISO_COLON_SECONDS,
                                Element.ISO,
                                Element.ISO_COLON,
                                Element.ISO_SHORT);
                    default -> null;
                };
        if ((found == Element.MONTH || found == Element.WEEKDAY) && startsWithLower(layout, i + 3)) {
            return null;
        }
        return found == null ? null : new Piece(literal, found, 0, '\0');
    }

    private static boolean startsWithLower(String layout, int i) {
        return i < layout.length() && layout.charAt(i) >= 'a' && layout.charAt(i) <= 'z';
    }

    private static Element underscore(String layout, int i) {
        if (layout.startsWith("_2006", i)) {
            return null;
        }
        return first(layout, i, Element.UNDER_YEAR_DAY, Element.UNDER_DAY);
    }

    private static Element first(String layout, int i, Element... elements) {
        for (Element element : elements) {
            if (layout.startsWith(element.text, i)) {
                return element;
            }
        }
        return null;
    }

    private static Piece fraction(String layout, int i, String literal) {
        char digit = layout.charAt(i + 1);
        if (digit != '0' && digit != '9') {
            return null;
        }
        int j = i + 1;
        while (j < layout.length() && layout.charAt(j) == digit) {
            j++;
        }
        if (j < layout.length() && Character.isDigit(layout.charAt(j))) {
            return null;
        }
        Element element = digit == '0' ? Element.FRACTION_ZEROS : Element.FRACTION_NINES;
        return new Piece(literal, element, j - i - 1, layout.charAt(i));
    }
}
