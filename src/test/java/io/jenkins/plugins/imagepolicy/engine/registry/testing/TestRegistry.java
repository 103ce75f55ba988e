package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.cli.demo.RegistryStore;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The local registry with requests counted and faults put in the way of some. */
public final class TestRegistry implements AutoCloseable {
    private final RegistryStore store = new RegistryStore();
    private final HttpServer server;
    private final HttpHandler answers;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-registry");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Fault> faults = Collections.synchronizedList(new ArrayList<>());
    private volatile long delayMillis;

    private record Fault(Predicate<HttpExchange> when, HttpHandler then) {}

    private TestRegistry(HttpServer server, LocalRegistry.Options options) {
        this.server = server;
        this.answers = LocalRegistry.handler(store, options);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static TestRegistry plain() {
        return plain(LocalRegistry.Options.OPEN);
    }

    public static TestRegistry plain(LocalRegistry.Options options) {
        LocalRegistry.sendAtOnce();
        try {
            return new TestRegistry(HttpServer.create(loopback(), 0), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestRegistry tls(SSLContext context, LocalRegistry.Options options) {
        LocalRegistry.sendAtOnce();
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new TestRegistry(server, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A registry that speaks to clients with a certificate only. */
    public static TestRegistry tlsForKnownClients(SSLContext context) {
        LocalRegistry.sendAtOnce();
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters demanding = getSSLContext().getDefaultSSLParameters();
                    demanding.setNeedClientAuth(true);
                    parameters.setSSLParameters(demanding);
                }
            });
            return new TestRegistry(server, LocalRegistry.Options.OPEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        if (delayMillis > 0) {
            try {
                Thread.sleep(delayMillis);
            } catch (InterruptedException e) {
                exchange.close();
                return;
            }
        }
        for (Fault fault : List.copyOf(faults)) {
            if (fault.when().test(exchange)) {
                fault.then().handle(exchange);
                exchange.close();
                return;
            }
        }
        answers.handle(exchange);
    }

    /** Answers requests whose path contains {@code part} in another way. */
    public TestRegistry on(String part, HttpHandler then) {
        faults.add(new Fault(exchange -> exchange.getRequestURI().getPath().contains(part), then));
        return this;
    }

    /** As {@link #on}, but only the first {@code times} such requests. */
    public TestRegistry first(int times, String part, HttpHandler then) {
        int[] left = {times};
        faults.add(new Fault(
                exchange -> {
                    synchronized (left) {
                        return exchange.getRequestURI().getPath().contains(part) && left[0]-- > 0;
                    }
                },
                then));
        return this;
    }

    /** What the registry itself would answer, for faults that change a part of it. */
    public HttpHandler answers() {
        return answers;
    }

    public TestRegistry delay(long millis) {
        delayMillis = millis;
        return this;
    }

    public static HttpHandler status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    public static HttpHandler body(String mediaType, byte[] body, String... headers) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", mediaType);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    public static HttpHandler body(String mediaType, String body, String... headers) {
        return body(mediaType, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public RegistryStore store() {
        return store;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String host() {
        return "127.0.0.1:" + port();
    }

    /** {@code http://host}, to be named as insecure. */
    public String plainHost() {
        return "http://" + host();
    }

    public RepositoryName repository(String path) {
        return new RepositoryName(host(), path);
    }

    /** {@code GET /v2/…}, in the order they came. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public long count(String part) {
        return requests().stream().filter(request -> request.contains(part)).count();
    }

    public void forget() {
        requests.clear();
    }

    /** Puts an image there and returns its digest. */
    public Digest image(String repository, String tag) {
        TestImage image = TestImage.of(repository + ":" + tag);
        store.putBlob(repository, image.config());
        store.putBlob(repository, TestImage.LAYER);
        return store.putManifest(repository, tag, TestImage.OCI_MANIFEST, image.manifest());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
