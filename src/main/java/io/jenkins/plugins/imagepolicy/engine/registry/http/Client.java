package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;

/** Exchanges with repetition of what may pass and with redirects, of which none takes credentials elsewhere. */
final class Client {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Wires wires;
    private final AddressGuard guard;
    private final Counters counters;
    private final Outages outages = new Outages(System::nanoTime);

    Client(Wires wires, AddressGuard guard, Counters counters) {
        this.wires = wires;
        this.guard = guard;
        this.counters = counters;
    }

    /** An answer that is no redirect, and who gave it. */
    record Reply(Wire.Answer answer, Origin from) {}

    /**
     * GETs {@code uri}.
     *
     * @param authorization for the origin of {@code uri} alone
     */
    Reply get(Call call, URI uri, Map<String, String> headers, Optional<String> authorization, long limit)
            throws RegistryException {
        Origin first = Origin.of(uri);
        URI here = uri;
        for (int redirects = 0; ; redirects++) {
            Origin origin = Origin.of(here);
            Map<String, String> sent = new HashMap<>(headers);
            if (origin.equals(first)) {
                authorization.ifPresent(value -> sent.put("Authorization", value));
            }
            Wire.Answer answer = repeat(call, Wire.Request.get(here, sent, limit, call.deadline()));
            if (!REDIRECTS.contains(answer.status())) {
                return new Reply(answer, origin);
            }
            if (redirects == MOST_REDIRECTS) {
                throw call.invalid(first + " redirected more than " + MOST_REDIRECTS + " times");
            }
            here = target(call, here, answer);
        }
    }

    /** POSTs a form, once: it is not known to be harmless to repeat, and what it carries goes to nobody else. */
    Reply post(Call call, URI uri, String form, long limit) throws RegistryException {
        Origin origin = Origin.of(uri);
        Wire.Request request = new Wire.Request(uri, Map.of(), Optional.of(form), limit, call.deadline());
        try {
            return new Reply(wires.to(origin).send(request), origin);
        } catch (IOException e) {
            throw call.failed(e, origin);
        }
    }

    private URI target(Call call, URI from, Wire.Answer answer) throws RegistryException {
        Origin origin = Origin.of(from);
        String location = answer.header("location").orElse("");
        URI target;
        try {
            target = from.resolve(new URI(location));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw call.invalid(origin + " redirected to what is no URL");
        }
        checkTarget(call, origin, target);
        return target;
    }

    /** Refuses places that no registry has a reason to send its clients to. */
    void checkTarget(Call call, Origin origin, URI target) throws RegistryException {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || target.getHost() == null) {
            throw call.invalid(origin + " sent this client to a URL of scheme '" + Printable.line(scheme)
                    + "', and only http and https are followed");
        }
        if (target.getRawUserInfo() != null) {
            throw call.invalid(origin + " sent this client to a URL with user information");
        }
        Origin next = Origin.of(target);
        if (origin.isSecure() && !next.isSecure()) {
            throw call.invalid(origin + " sent this client to " + next + ", away from TLS");
        }
        if (!guard.allows(origin, next)) {
            throw call.invalid(
                    origin + " sent this client to " + next + ", an address inside this machine or its network link");
        }
    }

    private Wire.Answer repeat(Call call, Wire.Request request) throws RegistryException {
        Origin origin = Origin.of(request.uri());
        Duration pause = FIRST_PAUSE;
        while (true) {
            String problem;
            Optional<Duration> asked = Optional.empty();
            if (outages.isSilent(origin)) {
                throw call.unreachable(origin + " has just left several requests without an answer");
            }
            try {
                Wire.Answer answer = wires.to(origin).send(request);
                outages.answered(origin);
                if (!PASSING.contains(answer.status())) {
                    return answer;
                }
                problem = origin + " answered with status " + answer.status();
                asked = answer.header("retry-after").flatMap(Client::retryAfter);
            } catch (IOException e) {
                if (isSilence(e)) {
                    outages.unanswered(origin);
                }
                if (!mayPass(e) || call.retriesLeft().get() <= 0) {
                    throw call.failed(e, origin);
                }
                problem = "the connection to " + origin + " broke";
            }
            if (call.retriesLeft().getAndDecrement() <= 0) {
                throw call.unreachable(problem + ", again and again");
            }
            Duration wait = asked.orElse(jitter(pause));
            if (wait.compareTo(call.deadline().remaining()) >= 0) {
                throw call.unreachable(problem + " and asked to wait " + wait.toSeconds() + " s");
            }
            sleep(call, wait);
            counters.retried();
            pause = pause.multipliedBy(3);
        }
    }

    /** A broken connection may pass; a refused one, an unknown host, a certificate or content that was refused will not. */
    private static boolean mayPass(IOException e) {
        return !(e instanceof Wire.EndedException
                || e instanceof Wire.RefusedBodyException
                || e instanceof SSLException
                || e instanceof UnknownHostException
                || e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof SocketTimeoutException);
    }

    /** Nobody there, or nobody who answers; what ends because the run ends says nothing about the other side. */
    private static boolean isSilence(IOException e) {
        return e instanceof Wire.EndedException ended && ended.isTimeout()
                || e instanceof UnknownHostException
                || e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof SocketTimeoutException;
    }

    private static Duration jitter(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
    }

    private static void sleep(Call call, Duration wait) throws RegistryException {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.cancelled();
        }
    }

    /** Seconds or an HTTP date (RFC 9110 section 10.2.3). */
    static Optional<Duration> retryAfter(String value) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip()))));
        } catch (NumberFormatException e) {
            try {
                Instant at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(Instant.now(), at);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException unreadable) {
                return Optional.empty();
            }
        }
    }
}
