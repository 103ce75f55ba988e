package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes to the socket whatever it likes, for what no HTTP server would send. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Answer answer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** What is done with a connection once the head of its request has been read. */
    @FunctionalInterface
    public interface Answer {
        void write(Socket socket, OutputStream output) throws IOException, InterruptedException;
    }

    public RawServer(Answer answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            readHead(socket.getInputStream());
            answer.write(socket, socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // The client went away, as it should.
        } finally {
            open.remove(socket);
        }
    }

    private static void readHead(InputStream input) throws IOException {
        int end = 0;
        while (end < 4) {
            int next = input.read();
            if (next < 0) {
                return;
            }
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : 0;
        }
    }

    public static byte[] head(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int open() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
