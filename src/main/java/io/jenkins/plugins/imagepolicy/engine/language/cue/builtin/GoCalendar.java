package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.util.List;

/** The English names of months and days, as Go writes and reads them. source: Go, package time */
final class GoCalendar {
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
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private GoCalendar() {}
}
