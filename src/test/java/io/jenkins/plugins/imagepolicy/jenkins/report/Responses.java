package io.jenkins.plugins.imagepolicy.jenkins.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.kohsuke.stapler.StaplerResponse2;

/** Records what a web method answers. */
final class Responses {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new HashMap<>();
    private int status = 200;

    StaplerResponse2 proxy() {
        return (StaplerResponse2) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StaplerResponse2.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "sendError", "setStatus" -> status = (int) arguments[0];
                        case "getOutputStream" -> {
                            return stream();
                        }
                        default -> {
                            return null;
                        }
                    }
                    return null;
                });
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int value) {
                body.write(value);
            }
        };
    }

    String text() {
        return body.toString(UTF_8);
    }

    Map<String, String> headers() {
        return headers;
    }

    int status() {
        return status;
    }
}
