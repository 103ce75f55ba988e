package io.jenkins.plugins.imagepolicy.engine.registry.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HTTP exchange, without redirects, authentication or repetition. The body arrives whole and bounded. */
interface Wire extends AutoCloseable {
    /** {@code form} empty sends a GET, or a HEAD when {@code limit} is 0; else a POST with this form body. */
    record Request(URI uri, Map<String, String> headers, Optional<String> form, long limit, Deadline deadline) {
        static Request get(URI uri, Map<String, String> headers, long limit, Deadline deadline) {
            return new Request(uri, headers, Optional.empty(), limit, deadline);
        }

        @Override
        public String toString() {
            return "Request[***]";
        }
    }

    /**
     * An answer.
     *
     * @param headers names in lower case
     * @param body whole for 200; at most the beginning for any other status
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /** The other side answered with what must not be read on: too large, compressed. */
    final class RefusedBodyException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedBodyException(String message) {
            super(message);
        }
    }

    /** The deadline passed or the registries were closed. */
    final class EndedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean timeout;

        EndedException(boolean timeout, Throwable cause) {
            super(cause);
            this.timeout = timeout;
        }

        boolean isTimeout() {
            return timeout;
        }
    }

    Answer send(Request request) throws IOException;

    @Override
    void close();
}
