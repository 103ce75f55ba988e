package io.jenkins.plugins.imagepolicy.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before the registry and hangs up on those who begin with TLS. Jib always tries TLS first, and the JDK's HTTP server
 * would let it wait for its whole timeout.
 */
final class PlainHttpFront implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private final ServerSocket server;
    private final String backend;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private PlainHttpFront(ServerSocket server, String backend) {
        this.server = server;
        this.backend = backend;
    }

    /** @param backend host:port of the registry */
    static PlainHttpFront before(String backend) throws IOException {
        PlainHttpFront front = new PlainHttpFront(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), backend);
        start(front::accept);
        return front;
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            int first = client.getInputStream().read();
            if (first < 0 || first == TLS_HANDSHAKE) {
                return;
            }
            int colon = backend.lastIndexOf(':');
            try (Socket registry =
                    new Socket(backend.substring(0, colon), Integer.parseInt(backend.substring(colon + 1)))) {
                open.add(registry);
                client.setTcpNoDelay(true);
                registry.setTcpNoDelay(true);
                registry.getOutputStream().write(first);
                start(() -> pump(registry, client));
                pump(client, registry);
                open.remove(registry);
            }
        } catch (IOException e) {
            // Either side hung up; the other learns it from the closed socket.
            return;
        } finally {
            open.remove(client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            return; // as above
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "plain-http-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
