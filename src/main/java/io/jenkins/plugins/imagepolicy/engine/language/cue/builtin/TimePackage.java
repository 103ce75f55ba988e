package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Package time; there is no clock in it. */
final class TimePackage {
    private static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    private TimePackage() {}

    static void register(Registry registry) {
        constants(registry);
        registry.predicate("Time", "s", a -> valid(a.string(0), RFC3339_NANO));
        registry.predicate("Format", "ss", a -> valid(a.string(0), a.string(1)));
        registry.predicate("Duration", "s", a -> {
            GoDuration.parse(a.string(0));
            return Data.TRUE;
        });
        registry.function("ParseDuration", "s", a -> Results.integer(GoDuration.parse(a.string(0))));
        registry.function("FormatDuration", "i", a -> Results.text(GoDuration.format(a.longInt(0))));
        registry.function(
                "Parse",
                "ss",
                a -> Results.text(GoTimeWriter.format(
                        RFC3339_NANO,
                        GoTimeReader.parse(a.string(0), a.string(1)).utc(),
                        0)));
        registry.function("FormatString", "ss", a -> {
            GoTime time = GoTimeReader.parse(RFC3339_NANO, a.string(1));
            return Results.text(GoTimeWriter.format(a.string(0), time.local(), time.offset()));
        });
        registry.function("Unix", "ii", TimePackage::unix);
        registry.function("Split", "s", a -> split(a.string(0)));
    }

    private static void constants(Registry registry) {
        text(registry, "ANSIC", "Mon Jan _2 15:04:05 2006");
        text(registry, "UnixDate", "Mon Jan _2 15:04:05 MST 2006");
        text(registry, "RubyDate", "Mon Jan 02 15:04:05 -0700 2006");
        text(registry, "RFC822", "02 Jan 06 15:04 MST");
        text(registry, "RFC822Z", "02 Jan 06 15:04 -0700");
        text(registry, "RFC850", "Monday, 02-Jan-06 15:04:05 MST");
        text(registry, "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST");
        text(registry, "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700");
        text(registry, "RFC3339", "2006-01-02T15:04:05Z07:00");
        text(registry, "RFC3339Nano", RFC3339_NANO);
        text(registry, "RFC3339Date", "2006-01-02");
        text(registry, "Kitchen", "3:04PM");
        text(registry, "Kitchen24", "15:04");
        registry.constant("Nanosecond", Results.integer(1));
        registry.constant("Microsecond", Results.integer(1_000));
        registry.constant("Millisecond", Results.integer(1_000_000));
        registry.constant("Second", Results.integer(1_000_000_000));
        registry.constant("Minute", Results.integer(60_000_000_000L));
        registry.constant("Hour", Results.integer(3_600_000_000_000L));
        for (int i = 0; i < GoCalendar.MONTHS.size(); i++) {
            registry.constant(GoCalendar.MONTHS.get(i), Results.integer(i + 1));
        }
        // Go counts the days from Sunday.
        for (int i = 0; i < GoCalendar.DAYS.size(); i++) {
            registry.constant(GoCalendar.DAYS.get(i), Results.integer((i + 1) % GoCalendar.DAYS.size()));
        }
    }

    private static void text(Registry registry, String name, String layout) {
        registry.constant(name, new Data.StringData(layout));
    }

    private static Data valid(String value, String layout) {
        try {
            GoTimeReader.parse(layout, value);
            return Data.TRUE;
        } catch (CallError e) {
            throw new CallError("invalid time \"" + value + "\"");
        }
    }

    private static Data unix(Arguments arguments) {
        long seconds = arguments.longInt(0);
        long nanos = arguments.longInt(1);
        seconds = Math.addExact(seconds, Math.floorDiv(nanos, 1_000_000_000L));
        if (Math.abs(seconds) > 300_000_000_000L) {
            throw new CallError("time out of range");
        }
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(seconds, (int) Math.floorMod(nanos, 1_000_000_000L), ZoneOffset.UTC);
        return Results.text(GoTimeWriter.format(RFC3339_NANO, time, 0));
    }

    private static Data split(String text) {
        LocalDateTime time = GoTimeReader.parse(RFC3339_NANO, text).local();
        Map<String, Data> parts = new LinkedHashMap<>();
        parts.put("year", Results.integer(time.getYear()));
        parts.put("month", Results.integer(time.getMonthValue()));
        parts.put("day", Results.integer(time.getDayOfMonth()));
        parts.put("hour", Results.integer(time.getHour()));
        parts.put("minute", Results.integer(time.getMinute()));
        parts.put("second", Results.integer(time.getSecond()));
        parts.put("nanosecond", Results.integer(time.getNano()));
        return new Data.StructData(parts);
    }
}
