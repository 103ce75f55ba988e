package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time functions. Instants are nanoseconds since 1970 in 64 bits: from 1677 to 2262. */
final class Times {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final Pattern DURATION_PART =
            Pattern.compile("([0-9]+(?:[.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
    private static final Map<String, Long> UNITS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "\u00b5s",
            1_000L,
            "\u03bcs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private Times() {}

    static void register(Registry r) {
        String moment = "number|array[number, string]";
        r.add("time.now_ns", " -> number", (c, a) -> nanos(c.now()));
        r.add("time.parse_ns", "string, string -> number", Times::parse);
        r.add(
                "time.parse_rfc3339_ns",
                "string -> number",
                (c, a) -> nanos(GoTimeReader.parse(GoLayout.RFC3339, Args.string(a, 1))));
        r.add("time.parse_duration_ns", "string -> number", Times::parseDuration);
        r.add("time.format", "number|array[number, string]|array[number, string, string] -> string", Times::format);
        r.add("time.date", moment + " -> array[number, number, number]", Times::date);
        r.add("time.clock", moment + " -> array[number, number, number]", Times::clock);
        r.add("time.weekday", moment + " -> string", Times::weekday);
        r.add("time.add_date", moment + ", number, number, number -> number", Times::addDate);
        r.add(
                "time.diff",
                moment + ", " + moment + " -> array[number, number, number, number, number, number]",
                Times::diff);
    }

    static BigInteger toNanos(Instant i) {
        return BigInteger.valueOf(i.getEpochSecond()).multiply(BILLION).add(BigInteger.valueOf(i.getNano()));
    }

    private static Value nanos(Instant i) throws BuiltinException {
        BigInteger n = toNanos(i);
        if (n.bitLength() > 63) {
            throw BuiltinException.of("time outside of valid range");
        }
        return NumberValue.of(n);
    }

    private static Value parse(BuiltinContext c, Value[] a) throws BuiltinException {
        String layout = Args.string(a, 1);
        return nanos(GoTimeReader.parse(GoLayout.named(layout), Args.string(a, 2)));
    }

    /** The instant and zone of an operand: nanoseconds, or an array with a zone behind them. */
    private static ZonedDateTime moment(Value v) throws BuiltinException {
        Value number = v;
        String zone = "";
        if (v instanceof ArrayValue array) {
            if (array.size() == 0) {
                throw BuiltinException.type("operand 1 must be either number (ns) or [number (ns), string (tz)]");
            }
            number = array.at(0);
            if (array.size() > 1) {
                if (!(array.at(1) instanceof StringValue s)) {
                    throw BuiltinException.type("operand 1 must be number (ns) with a time zone");
                }
                zone = s.value();
            }
        }
        if (!(number instanceof NumberValue n)) {
            throw BuiltinException.type(
                    "operand 1 must be either number (ns) or [number (ns), string (tz)] but got " + number.typeName());
        }
        if (!n.isWhole() || n.decimal().toBigInteger().bitLength() > 63) {
            throw BuiltinException.of("timestamp too big");
        }
        long ns = n.longValue();
        Instant i = Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L));
        return i.atZone(zone(zone));
    }

    private static ZoneId zone(String name) throws BuiltinException {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return ZoneOffset.UTC;
        }
        try {
            if (!ZoneId.getAvailableZoneIds().contains(name)) {
                throw BuiltinException.of("unknown time zone " + name);
            }
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw BuiltinException.of("unknown time zone " + name);
        }
    }

    private static Value format(BuiltinContext c, Value[] a) throws BuiltinException {
        String layout = GoLayout.RFC3339_NANO;
        if (a[0] instanceof ArrayValue array && array.size() == 3) {
            if (!(array.at(2) instanceof StringValue s)) {
                throw BuiltinException.type("operand 1 must have a layout as text");
            }
            layout = GoLayout.named(s.value());
        }
        return StringValue.of(GoTimeWriter.format(layout, moment(a[0])));
    }

    private static Value list(long... numbers) {
        Value[] values = new Value[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = NumberValue.of(numbers[i]);
        }
        return ArrayValue.owning(values);
    }

    private static Value date(BuiltinContext c, Value[] a) throws BuiltinException {
        ZonedDateTime t = moment(a[0]);
        return list(t.getYear(), t.getMonthValue(), t.getDayOfMonth());
    }

    private static Value clock(BuiltinContext c, Value[] a) throws BuiltinException {
        ZonedDateTime t = moment(a[0]);
        return list(t.getHour(), t.getMinute(), t.getSecond());
    }

    private static Value weekday(BuiltinContext c, Value[] a) throws BuiltinException {
        return StringValue.of(moment(a[0]).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }

    /** Adds like Go: months and days that overflow run on into the next. */
    private static Value addDate(BuiltinContext c, Value[] a) throws BuiltinException {
        ZonedDateTime t = moment(a[0]);
        long months = (t.getYear() + (long) Args.integer(a, 2)) * 12 + t.getMonthValue() - 1 + Args.integer(a, 3);
        long days = t.getDayOfMonth() - 1 + (long) Args.integer(a, 4);
        try {
            LocalDate date = LocalDate.of(
                            Math.toIntExact(Math.floorDiv(months, 12)), (int) Math.floorMod(months, 12L) + 1, 1)
                    .plusDays(days);
            return nanos(
                    LocalDateTime.of(date, t.toLocalTime()).atZone(t.getZone()).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            throw BuiltinException.of("time outside of valid range");
        }
    }

    /** Years, months, days, hours, minutes and seconds between two instants, as a calendar counts them. */
    private static Value diff(BuiltinContext c, Value[] a) throws BuiltinException {
        ZonedDateTime x = moment(a[0]);
        ZonedDateTime y = moment(a[1]).withZoneSameInstant(x.getZone());
        ZonedDateTime from = x.isAfter(y) ? y : x;
        ZonedDateTime to = x.isAfter(y) ? x : y;
        long year = to.getYear() - from.getYear();
        long month = to.getMonthValue() - from.getMonthValue();
        long day = to.getDayOfMonth() - from.getDayOfMonth();
        LocalTime t1 = from.toLocalTime();
        LocalTime t2 = to.toLocalTime();
        long hour = t2.getHour() - t1.getHour();
        long min = t2.getMinute() - t1.getMinute();
        long sec = t2.getSecond() - t1.getSecond();
        if (sec < 0) {
            sec += 60;
            min--;
        }
        if (min < 0) {
            min += 60;
            hour--;
        }
        if (hour < 0) {
            hour += 24;
            day--;
        }
        if (day < 0) {
            // The days of the month in which the earlier instant lies.
            day += from.toLocalDate().lengthOfMonth();
            month--;
        }
        if (month < 0) {
            month += 12;
            year--;
        }
        return list(year, month, day, hour, min, sec);
    }

    private static Value parseDuration(BuiltinContext c, Value[] a) throws BuiltinException {
        String text = Args.string(a, 1);
        String s = text;
        boolean negative = s.startsWith("-");
        if (negative || s.startsWith("+")) {
            s = s.substring(1);
        }
        if (s.equals("0")) {
            return NumberValue.ZERO;
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher m = DURATION_PART.matcher(s);
        int at = 0;
        while (at < s.length() && m.find(at) && m.start() == at) {
            BigDecimal part = new BigDecimal(m.group(1).endsWith(".") ? m.group(1) + "0" : m.group(1));
            sum = sum.add(part.multiply(BigDecimal.valueOf(UNITS.get(m.group(2)))));
            at = m.end();
        }
        if (s.isEmpty() || at != s.length() || sum.toBigInteger().bitLength() > 63) {
            throw BuiltinException.of("time: invalid duration \"" + text + "\"");
        }
        BigInteger ns = sum.toBigInteger();
        return NumberValue.of(negative ? ns.negate() : ns);
    }
}
