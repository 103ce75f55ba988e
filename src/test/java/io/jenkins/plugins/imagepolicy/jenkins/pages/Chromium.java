package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, told what to do over its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private int last;

    private Chromium(Process process, Path profile, URI page) throws Exception {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Answers())
                .get(SECONDS, TimeUnit.SECONDS);
        call("Page.enable");
        call("Runtime.enable");
        call("Log.enable");
        // Runs in every page before its own scripts, whatever its policy says.
        call(
                "Page.addScriptToEvaluateOnNewDocument",
                "source",
                "window.violations = []; addEventListener('securitypolicyviolation', "
                        + "e => violations.push(e.violatedDirective + ' ' + e.blockedURI));\n"
                        + JellyPages.read("io/jenkins/plugins/imagepolicy/jenkins/pages/probes.js"));
    }

    /** Skips the test where there is none. */
    static Chromium start() throws Exception {
        Optional<Path> binary = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(binary.isPresent(), "skipped: there is no Chromium");
        Path profile = Files.createTempDirectory("chromium");
        Process process = new ProcessBuilder(
                        binary.get().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(process, profile, page(process, profile));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI page(Process process, Path profile) throws Exception {
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < SECONDS * 10 && process.isAlive(); i++) {
            if (Files.exists(port) && !Files.readString(port).isEmpty()) {
                String list = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                                + Files.readAllLines(port).get(0) + "/json"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
                for (JsonNode target : JSON.readTree(list)) {
                    if (target.path("type").asText().equals("page")) {
                        return URI.create(target.path("webSocketDebuggerUrl").asText());
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new IOException("Chromium did not start");
    }

    void size(int width, boolean dark) throws Exception {
        ObjectNode metrics = JSON.createObjectNode()
                .put("width", width)
                .put("height", 900)
                .put("deviceScaleFactor", 1)
                .put("mobile", false);
        call("Emulation.setDeviceMetricsOverride", metrics);
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    void open(String url) throws Exception {
        complaints.clear();
        call("Page.navigate", "url", url);
        for (int i = 0; i < SECONDS * 20; i++) {
            if (script("location.href === '" + url + "' && document.readyState === 'complete'")
                    .asBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IOException(url + " did not load");
    }

    /** Value of a JavaScript expression, as JSON. */
    JsonNode script(String expression) throws Exception {
        ObjectNode parameters =
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode answer = call("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Presses and releases a key, as a person would. */
    void press(String key) throws Exception {
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = JSON.createObjectNode()
                    .put("type", type)
                    .put("key", key)
                    .put("code", key.equals(" ") ? "Space" : key)
                    .put("windowsVirtualKeyCode", code(key));
            if (type.equals("keyDown") && !text.isEmpty()) {
                event.put("text", text);
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    private static int code(String key) {
        return switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            default -> key.toUpperCase(java.util.Locale.ROOT).charAt(0);
        };
    }

    void type(String text) throws Exception {
        call("Input.insertText", "text", text);
    }

    /** The whole page as a picture, for people to look at. */
    void picture(Path file) throws Exception {
        ObjectNode parameters = JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
        parameters
                .putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", script("innerWidth").asInt())
                .put(
                        "height",
                        Math.min(
                                4000,
                                script("document.documentElement.scrollHeight").asInt()))
                .put("scale", 1);
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot", parameters)
                                .path("data")
                                .asText()));
    }

    /** What the page wrote to its console, threw or could not load, and what its policy forbade. */
    List<String> complaints() throws Exception {
        List<String> all = new ArrayList<>(complaints);
        script("violations").forEach(violation -> all.add(violation.asText()));
        return all;
    }

    private JsonNode call(String method, String name, String value) throws Exception {
        return call(method, JSON.createObjectNode().put(name, value));
    }

    private JsonNode call(String method) throws Exception {
        return call(method, JSON.createObjectNode());
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        int id = ++last;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        JsonNode received = answer.get(SECONDS, TimeUnit.SECONDS);
        if (received.has("error")) {
            throw new IOException(method + ": " + received.get("error"));
        }
        return received.path("result");
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException e) {
            // A helper process of Chromium may still be tidying up; the folder is a temporary one.
            return;
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String message) {
            JsonNode json;
            try {
                json = JSON.readTree(message);
            } catch (IOException e) {
                complaints.add(e.toString());
                return;
            }
            CompletableFuture<JsonNode> call = calls.remove(json.path("id").asInt());
            if (call != null) {
                call.complete(json);
            } else if (List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                    .contains(json.path("method").asText())) {
                complaints.add(json.path("params").toString());
            }
        }
    }
}
