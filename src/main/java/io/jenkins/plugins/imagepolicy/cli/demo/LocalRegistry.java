package io.jenkins.plugins.imagepolicy.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An OCI registry in memory, on the loopback address of this machine, over plain HTTP: pull and push as the distribution-spec has
 * them. It trusts its clients; it is for demonstrations and tests.
 */
public final class LocalRegistry implements AutoCloseable {
    private final RegistryStore store = new RegistryStore();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "local-registry");
        thread.setDaemon(true);
        return thread;
    });

    private LocalRegistry(HttpServer server, Options options) {
        this.server = server;
        server.createContext("/", handler(store, options));
        server.setExecutor(threads);
    }

    /**
     * @param referrersApi whether it answers {@code /referrers/}, or 404 as older registries
     * @param username empty lets everybody in
     */
    public record Options(boolean referrersApi, String username, String password) {
        public static final Options OPEN = new Options(true, "", "");

        @Override
        public String toString() {
            return "Options[referrersApi=" + referrersApi + "]";
        }
    }

    public static LocalRegistry start() throws IOException {
        return start(Options.OPEN);
    }

    public static LocalRegistry start(Options options) throws IOException {
        sendAtOnce();
        LocalRegistry registry = new LocalRegistry(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), options);
        registry.server.start();
        return registry;
    }

    /** Without this the JDK's server waits 40 ms before many of its answers. Has to come before its first use. */
    public static void sendAtOnce() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What answers requests, for a server of another kind (TLS, faults). */
    public static HttpHandler handler(RegistryStore store, Options options) {
        RegistryHandler handler = new RegistryHandler(store, options);
        return exchange -> {
            try (HttpExchange open = exchange) {
                handler.handle(open);
            }
        };
    }

    /** {@code 127.0.0.1:port}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public RegistryStore store() {
        return store;
    }

    /** Digest behind a tag. */
    public Optional<Digest> digest(String repository, String tag) {
        return store.manifest(repository, tag).map(RegistryStore.Stored::digest);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
