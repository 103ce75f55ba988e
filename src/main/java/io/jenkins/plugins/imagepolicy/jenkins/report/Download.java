package io.jenkins.plugins.imagepolicy.jenkins.report;

import io.jenkins.plugins.imagepolicy.jenkins.agent.CarriedEngine;
import io.jenkins.plugins.imagepolicy.jenkins.agent.EngineException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.kohsuke.stapler.StaplerResponse2;

/** The formats in which a report can be fetched. Other than JSON, the engine writes them when they are asked for. */
enum Download {
    JSON("json", "application/json", "json"),
    SARIF("sarif", "application/sarif+json", "sarif"),
    JUNIT("junit", "application/xml", "xml");

    private final String format;
    private final String type;
    private final String extension;

    Download(String format, String type, String extension) {
        this.format = format;
        this.type = type;
        this.extension = extension;
    }

    static Optional<Download> of(String format) {
        return Arrays.stream(values())
                .filter(download -> download.format.equals(format))
                .findFirst();
    }

    void send(String json, int gate, StaplerResponse2 response) throws IOException {
        String text;
        try {
            text = this == JSON ? json : CarriedEngine.ofPlugin().render(json, format);
        } catch (EngineException e) {
            refuse(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    Messages.Download_Failed(format, e.getMessage()));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"image-policy-" + gate + "." + extension + "\"");
        write(response, type, text);
    }

    /** One sentence as plain text: the server's own page of an error would bury it, and add a stack trace. */
    static void refuse(StaplerResponse2 response, int status, String sentence) throws IOException {
        response.setStatus(status);
        write(response, "text/plain", sentence + "\n");
    }

    private static void write(StaplerResponse2 response, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + ";charset=UTF-8");
        // What images and registries say stands in the report: a browser must not take it for a page.
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
