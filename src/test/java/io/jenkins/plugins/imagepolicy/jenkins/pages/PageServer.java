package io.jenkins.plugins.imagepolicy.jenkins.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves rendered pages with a policy stricter than Jenkins' own: no script or style but from files. */
final class PageServer implements AutoCloseable {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final HttpServer server;

    PageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Address of the page. */
    String put(String name, String html) {
        pages.put("/" + name, html);
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = body(path);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Content-Type", type(path));
        exchange.sendResponseHeaders(body == null ? 404 : 200, body == null || body.length == 0 ? -1 : body.length);
        if (body != null && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private byte[] body(String path) throws IOException {
        if (pages.containsKey(path)) {
            return pages.get(path).getBytes(StandardCharsets.UTF_8);
        }
        String resource = path.startsWith("/adjuncts/")
                ? path.substring("/adjuncts/".length())
                : "io/jenkins/plugins/imagepolicy/jenkins/pages" + path;
        if (path.equals("/favicon.ico")) {
            return new byte[0];
        }
        try (InputStream in = JellyPages.resource(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static String type(String path) {
        if (path.endsWith(".css")) {
            return "text/css;charset=utf-8";
        }
        return path.endsWith(".js") ? "text/javascript;charset=utf-8" : "text/html;charset=utf-8";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
