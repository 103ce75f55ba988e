package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.language.GoDuration;
import io.jenkins.plugins.imagepolicy.engine.language.GoTime;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Kyverno's functions on times (RFC 3339 or a Go layout) and Go durations. The current time is the run's. */
final class TimeFunctions {
    private static final Instant YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z");

    private TimeFunctions() {}

    static Map<String, Function> all() {
        return new Functions.Table()
                .add("time_since", TimeFunctions::since, STRING, STRING, STRING)
                .add("time_now", TimeFunctions::now)
                .add("time_now_utc", TimeFunctions::now)
                .add("time_add", TimeFunctions::plus, STRING, STRING)
                .add("time_parse", TimeFunctions::parse, STRING, STRING)
                .add("time_utc", a -> text(time(a, 0).withOffsetSameInstant(ZoneOffset.UTC)), STRING)
                .add("time_diff", a -> between(time(a, 0), time(a, 1)), STRING, STRING)
                .add("time_before", a -> BooleanNode.valueOf(time(a, 0).isBefore(time(a, 1))), STRING, STRING)
                .add("time_after", a -> BooleanNode.valueOf(time(a, 0).isAfter(time(a, 1))), STRING, STRING)
                .add(
                        "time_between",
                        a -> BooleanNode.valueOf(
                                time(a, 0).isAfter(time(a, 1)) && time(a, 0).isBefore(time(a, 2))),
                        STRING,
                        STRING,
                        STRING)
                .add("time_truncate", TimeFunctions::truncate, STRING, STRING)
                .add("time_to_cron", TimeFunctions::cron, STRING)
                .done();
    }

    private static OffsetDateTime time(Arguments a, int index) throws JmesPathException {
        return time(a, GoTime.RFC3339, a.text(index));
    }

    private static OffsetDateTime time(Arguments a, String layout, String text) throws JmesPathException {
        return GoTime.parse(layout, text).orElseThrow(() -> a.invalid("the time does not fit the layout " + layout));
    }

    private static GoDuration duration(Arguments a, int index) throws JmesPathException {
        return GoDuration.parse(a.text(index)).orElseThrow(() -> a.invalid("the duration cannot be read"));
    }

    private static JsonNode text(OffsetDateTime time) {
        return TextNode.valueOf(GoTime.format(time));
    }

    private static JsonNode now(Arguments a) {
        return text(a.environment().now().atOffset(ZoneOffset.UTC));
    }

    private static JsonNode since(Arguments a) throws JmesPathException {
        String layout = a.text(0).isEmpty() ? GoTime.RFC3339 : a.text(0);
        OffsetDateTime start = time(a, layout, a.text(1));
        OffsetDateTime end =
                a.text(2).isEmpty() ? a.environment().now().atOffset(ZoneOffset.UTC) : time(a, layout, a.text(2));
        return between(start, end);
    }

    private static JsonNode between(OffsetDateTime start, OffsetDateTime end) {
        Duration duration = Duration.between(start, end);
        long nanos;
        try {
            nanos = duration.toNanos();
        } catch (ArithmeticException e) {
            nanos = duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return TextNode.valueOf(new GoDuration(nanos).toString());
    }

    private static JsonNode plus(Arguments a) throws JmesPathException {
        return text(time(a, 0).plusNanos(duration(a, 1).nanos()));
    }

    /** A layout of digits alone says that the text is seconds since 1970. */
    private static JsonNode parse(Arguments a) throws JmesPathException {
        if (isEpoch(a.text(0)) && isEpoch(a.text(1))) {
            return text(Instant.ofEpochSecond(Long.parseLong(a.text(1))).atOffset(ZoneOffset.UTC));
        }
        return text(time(a, a.text(0), a.text(1)));
    }

    private static boolean isEpoch(String text) {
        return !text.isEmpty() && text.length() < 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static JsonNode truncate(Arguments a) throws JmesPathException {
        OffsetDateTime time = time(a, 0);
        long unit = duration(a, 1).nanos();
        if (unit <= 0) {
            return text(time);
        }
        Duration sinceYearOne = Duration.between(YEAR_ONE, time.toInstant());
        BigInteger nanos = BigInteger.valueOf(sinceYearOne.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000L))
                .add(BigInteger.valueOf(sinceYearOne.getNano()));
        return text(time.minusNanos(nanos.mod(BigInteger.valueOf(unit)).longValue()));
    }

    private static JsonNode cron(Arguments a) throws JmesPathException {
        OffsetDateTime time = time(a, 0);
        return TextNode.valueOf(time.getMinute() + " " + time.getHour() + " " + time.getDayOfMonth() + " "
                + time.getMonthValue() + " " + time.getDayOfWeek().getValue() % 7);
    }
}
