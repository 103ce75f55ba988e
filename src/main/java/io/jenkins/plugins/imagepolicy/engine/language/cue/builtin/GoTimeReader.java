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
final class GoTimeReader {
    private final GoTimeText text;
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

    private GoTimeReader(GoTimeText text) {
        this.text = text;
    }

    /** Throws {@link CallError} for a text that does not fit. */
    static GoTime parse(String layout, String text) {
        GoTimeReader time = new GoTimeReader(new GoTimeText(text));
        List<Piece> pieces = GoLayout.parse(layout);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            time.text.literal(piece.literal());
            if (piece.element() == null) {
                break;
            }
            time.element(piece, i + 1 < pieces.size() ? pieces.get(i + 1) : null);
        }
        if (!time.text.isEmpty()) {
            throw time.text.wrong();
        }
        return time.finish();
    }

    private void element(Piece piece, Piece next) {
        switch (piece.element()) {
            case LONG_YEAR -> year = text.exactly(4);
            case YEAR -> {
                year = text.exactly(2);
                year += year >= 69 ? 1900 : 2000;
            }
            case NUM_MONTH, ZERO_MONTH ->
                month = text.within(text.number(piece.element() == Element.ZERO_MONTH), 1, 12);
            case LONG_MONTH -> month = text.name(GoCalendar.MONTHS, false) + 1;
            case MONTH -> month = text.name(GoCalendar.MONTHS, true) + 1;
            case LONG_WEEKDAY -> text.name(GoCalendar.DAYS, false);
            case WEEKDAY -> text.name(GoCalendar.DAYS, true);
            case DAY, UNDER_DAY, ZERO_DAY -> {
                if (piece.element() == Element.UNDER_DAY) {
                    text.skip(" ");
                }
                day = text.number(piece.element() == Element.ZERO_DAY);
            }
            case HOUR -> hour = text.within(text.number(false), 0, 23);
            case HOUR12, ZERO_HOUR12 -> hour = text.within(text.number(piece.element() == Element.ZERO_HOUR12), 0, 12);
            case MINUTE, ZERO_MINUTE ->
                minute = text.within(text.number(piece.element() == Element.ZERO_MINUTE), 0, 59);
            case SECOND, ZERO_SECOND -> second(piece, next);
            case UPPER_PM -> half("AM", "PM");
            case LOWER_PM -> half("am", "pm");
            case FRACTION_ZEROS -> nanos = text.fraction(piece.digits());
            case FRACTION_NINES -> optionalFraction();
            case UNDER_YEAR_DAY, ZERO_YEAR_DAY, ZONE ->
                throw CueFault.unsupported(-1, "a time layout with a zone's name or the day of the year");
            default -> zone(piece.element());
        }
    }

    private void second(Piece piece, Piece next) {
        second = text.within(text.number(piece.element() == Element.ZERO_SECOND), 0, 59);
        boolean fractionFollows =
                next != null && (next.element() == Element.FRACTION_ZEROS || next.element() == Element.FRACTION_NINES);
        if (!fractionFollows) {
            optionalFraction();
        }
    }

    private void half(String morning, String evening) {
        if (text.skip(evening)) {
            pm = true;
        } else if (text.skip(morning)) {
            am = true;
        } else {
            throw text.wrong();
        }
    }

    private void optionalFraction() {
        int digits = text.fractionAhead();
        if (digits > 0) {
            nanos = text.fraction(digits);
        }
    }

    private void zone(Element element) {
        boolean iso = element.name().startsWith("ISO");
        if (iso && text.skip("Z")) {
            offset = 0;
            return;
        }
        boolean colon = element.name().contains("COLON");
        boolean withSeconds = element.name().endsWith("SECONDS");
        boolean hoursOnly = element.name().endsWith("SHORT");
        int sign = text.sign();
        int hours = text.within(text.exactly(2), 0, 24);
        int minutes = hoursOnly ? 0 : text.within(part(colon), 0, 60);
        int seconds = withSeconds ? text.within(part(colon), 0, 60) : 0;
        offset = sign * (hours * 3600 + minutes * 60 + seconds);
    }

    private int part(boolean colon) {
        if (colon && !text.skip(":")) {
            throw text.wrong();
        }
        return text.exactly(2);
    }

    private GoTime finish() {
        if (pm && hour < 12) {
            hour += 12;
        } else if (am && hour == 12) {
            hour = 0;
        }
        try {
            LocalDate date = LocalDate.of(year, month < 0 ? 1 : month, day < 0 ? 1 : day);
            return new GoTime(LocalDateTime.of(date, LocalTime.of(hour, minute, second, nanos)), offset);
        } catch (DateTimeException e) {
            throw text.outOfRange("day ");
        }
    }
}
