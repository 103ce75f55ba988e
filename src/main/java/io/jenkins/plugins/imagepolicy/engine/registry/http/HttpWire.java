package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
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
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The wire over Apache HttpClient, with all that it would do by itself switched off. */
final class HttpWire implements Wire {
    private static final String USER_AGENT = "image-policy";
    /** Of the body of an error, enough for its message. */
    private static final int LARGEST_ERROR = 16 * 1024;

    private final CloseableHttpClient client;
    private final ProxyChoice proxies;
    private final Counters counters;
    private final ScheduledThreadPoolExecutor watchdog;
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HttpWire(RegistryOptions options, SSLContext tls, boolean verified, ProxyChoice proxies, Counters counters) {
        this.proxies = proxies;
        this.counters = counters;
        this.watchdog = new ScheduledThreadPoolExecutor(1, Threads.daemon("registry-deadlines"));
        watchdog.setRemoveOnCancelPolicy(true);
        this.client = client(options, tls, verified);
    }

    private CloseableHttpClient client(RegistryOptions options, SSLContext tls, boolean verified) {
        Timeout connect = Timeout.of(options.connectTimeout());
        HostnameVerifier verifier =
                verified ? HttpsSupport.getDefaultHostnameVerifier() : NoopHostnameVerifier.INSTANCE;
        HostnameVerificationPolicy policy =
                verified ? HostnameVerificationPolicy.BOTH : HostnameVerificationPolicy.CLIENT;
        BasicCredentialsProvider proxyCredentials = new BasicCredentialsProvider();
        for (ProxySettings.Server server : proxies.servers()) {
            if (!server.username().isEmpty()) {
                proxyCredentials.setCredentials(
                        new AuthScope(server.host(), server.port()),
                        new UsernamePasswordCredentials(
                                server.username(), server.password().toCharArray()));
            }
        }
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls, policy, verifier))
                        .setMaxConnTotal(2 * options.requestsInFlight())
                        .setMaxConnPerRoute(options.requestsInFlight())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(Timeout.of(options.callTimeout()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(connect).build())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setTcpNoDelay(true)
                                .setSoTimeout(connect)
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(200)
                                        .setMaxLineLength(32 * 1024)
                                        .setMaxEmptyLineCount(8)
                                        .build())
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(options.callTimeout()))
                        .setConnectionRequestTimeout(Timeout.of(options.callTimeout()))
                        .setExpectContinueEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE) {
                    @Override
                    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                        return proxies.choose(target.getSchemeName(), target.getHostName(), target.getPort())
                                .map(server -> new HttpHost("http", server.host(), server.port()))
                                .orElse(null);
                    }
                })
                .setDefaultCredentialsProvider(proxyCredentials)
                .setUserAgent(USER_AGENT)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                .build();
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
            Answer answer = receive(http, request.limit());
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
        request.headers().forEach(http::setHeader);
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

    private Answer receive(HttpUriRequestBase http, long limit) throws IOException {
        ClassicHttpResponse response;
        try {
            response = client.executeOpen(null, http, null);
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
