package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;

/** The wire over Apache HttpClient. */
final class HttpWire implements Wire {
    private static final String USER_AGENT = "image-policy";
    /** Of the body of an error, enough for its message. */
    private static final int LARGEST_ERROR = 16 * 1024;

    private final CloseableHttpClient client;
    private final RequestConfig settings;
    private final ProxyChoice proxies;
    private final Counters counters;
    private final ScheduledThreadPoolExecutor watchdog;
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param settings of each request, which the minimal client does not know by itself */
    HttpWire(CloseableHttpClient client, RequestConfig settings, ProxyChoice proxies, Counters counters) {
        this.proxies = proxies;
        this.counters = counters;
        this.watchdog = new ScheduledThreadPoolExecutor(1, Threads.daemon("registry-deadlines"));
        watchdog.setRemoveOnCancelPolicy(true);
        this.client = client;
        this.settings = settings;
    }

    @Override
    public Answer send(Request request) throws IOException {
        HttpUriRequestBase http = http(request);
        AtomicBoolean late = new AtomicBoolean();
        if (request.deadline().isOver()) {
            throw new EndedException(true, null);
        }
        Future<?> alarm = alarm(request.deadline(), () -> {
            late.set(true);
            http.cancel();
        });
        underWay.add(http);
        counters.begin();
        try {
            if (closed) {
                throw new EndedException(false, null);
            }
            Answer answer = receive(http, request);
            // A cancelled connection can look like the end of a body that has no length.
            if (late.get() || closed) {
                throw new EndedException(late.get(), null);
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            if (late.get() || closed) {
                throw new EndedException(late.get(), e);
            }
            throw e;
        } finally {
            alarm.cancel(false);
            underWay.remove(http);
            counters.end();
        }
    }

    private Future<?> alarm(Deadline deadline, Runnable ring) throws EndedException {
        try {
            return watchdog.schedule(ring, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new EndedException(false, e);
        }
    }

    private HttpUriRequestBase http(Request request) {
        URI uri = request.uri();
        String method = request.form().isPresent() ? "POST" : request.limit() == 0 ? "HEAD" : "GET";
        HttpUriRequestBase http = new HttpUriRequestBase(method, uri);
        http.setConfig(settings);
        request.headers().forEach(http::setHeader);
        http.setHeader("User-Agent", USER_AGENT);
        http.setHeader("Accept-Encoding", "identity");
        request.form()
                .ifPresent(form -> http.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED)));
        if (uri.getScheme().equalsIgnoreCase("http")) {
            // Sent at once: else each request is refused first. An HTTPS tunnel is asked for only once a connection.
            proxies.choose("http", uri.getHost(), uri.getPort())
                    .filter(server -> !server.username().isEmpty())
                    .ifPresent(server -> http.setHeader("Proxy-Authorization", "Basic " + basic(server)));
        }
        return http;
    }

    private static String basic(ProxySettings.Server server) {
        return Base64.getEncoder()
                .encodeToString((server.username() + ":" + server.password()).getBytes(StandardCharsets.UTF_8));
    }

    private Answer receive(HttpUriRequestBase http, Request request) throws IOException {
        URI uri = request.uri();
        long limit = request.limit();
        ClassicHttpResponse response;
        try {
            response = client.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), http, null);
        } catch (MessageConstraintException e) {
            throw new RefusedBodyException("the head of its answer is too large");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        boolean whole = false;
        try {
            int status = response.getCode();
            long most = status == 200 ? limit : LARGEST_ERROR;
            byte[] body = read(response.getEntity(), headers, status, most);
            whole = body.length <= most;
            if (status == 200 && !whole) {
                throw new RefusedBodyException("its body has more than " + limit + " bytes");
            }
            return new Answer(status, headers, body);
        } finally {
            if (whole) {
                response.close();
            } else {
                abort(http, response);
            }
        }
    }

    /** At most one byte more than {@code most}. */
    private byte[] read(HttpEntity entity, Map<String, List<String>> headers, int status, long most)
            throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        if (status == 200) {
            refuseUnreadable(headers, entity, most);
        }
        InputStream stream = entity.getContent();
        byte[] body = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, most + 1));
        counters.received(body.length);
        return body;
    }

    /** Closing politely would read the rest, however long it is. */
    private static void abort(HttpUriRequestBase http, ClassicHttpResponse response) {
        http.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // The connection is gone, as it should be.
        }
    }

    private static void refuseUnreadable(Map<String, List<String>> headers, HttpEntity entity, long limit)
            throws IOException {
        List<String> encodings = headers.getOrDefault("content-encoding", List.of());
        if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
            throw new RefusedBodyException("its body is compressed, which was not asked for");
        }
        if (entity.getContentLength() > limit) {
            throw new RefusedBodyException(
                    "its body has " + entity.getContentLength() + " bytes, and " + limit + " are allowed");
        }
    }

    @Override
    public void close() {
        closed = true;
        underWay.forEach(HttpUriRequestBase::cancel);
        client.close(CloseMode.IMMEDIATE);
        watchdog.shutdownNow();
    }
}
