package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects what validation finds and words it as knative.dev/pkg/apis does: errors of equal message, details and level merge
 * their paths, and all are sorted.
 */
final class FieldErrors {
    private enum Level {
        ERROR,
        WARNING
    }

    private record Kind(String message, String details, Level level) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int byMessage = message.compareTo(other.message);
            int byDetails = byMessage != 0 ? byMessage : details.compareTo(other.details);
            return byDetails != 0 ? byDetails : level.compareTo(other.level);
        }
    }

    private static final class Places {
        final TreeSet<String> paths = new TreeSet<>();
        final List<JsonPointer> pointers = new ArrayList<>();
        String remedy = "";
        String code = "";
    }

    private final Map<Kind, Places> found = new TreeMap<>();

    void missing(String remedy, Field... fields) {
        add(Level.ERROR, "missing field(s)", "", remedy, "", fields);
    }

    void oneOfNeither(String remedy, Field... fields) {
        add(Level.ERROR, "expected exactly one, got neither", "", remedy, "", fields);
    }

    void oneOfBoth(String remedy, Field... fields) {
        add(Level.ERROR, "expected exactly one, got both", "", remedy, "", fields);
    }

    void notAllowed(String remedy, Field... fields) {
        add(Level.ERROR, "must not set the field(s)", "", remedy, "", fields);
    }

    void invalid(Field field, String details, String remedy) {
        invalid(field.text(), field, details, remedy);
    }

    void invalid(String value, Field field, String details, String remedy) {
        add(Level.ERROR, "invalid value: " + value, details, remedy, "", field);
    }

    void warning(Field field, String details, String code, String remedy) {
        add(Level.WARNING, "invalid value: " + field.text(), details, remedy, code, field);
    }

    private void add(Level level, String message, String details, String remedy, String code, Field... fields) {
        Places places = found.computeIfAbsent(new Kind(message, details, level), k -> new Places());
        for (Field field : fields) {
            places.paths.add(field.path());
            places.pointers.add(field.pointer());
        }
        places.remedy = places.remedy.isEmpty() ? remedy : places.remedy;
        places.code = code;
    }

    boolean hasErrors() {
        return found.keySet().stream().anyMatch(k -> k.level == Level.ERROR);
    }

    /** Everything of one level as upstream prints it; empty when there is nothing. */
    String errors() {
        return render(Level.ERROR);
    }

    String warnings() {
        return render(Level.WARNING);
    }

    List<Diagnostic> diagnostics(Document document) {
        Map<String, Diagnostic> diagnostics = new LinkedHashMap<>();
        found.forEach((kind, places) -> {
            JsonPointer pointer = places.pointers.get(0);
            String text = text(kind, places.paths);
            diagnostics.put(
                    kind.level + text,
                    kind.level == Level.ERROR
                            ? document.error(ReasonCode.POLICY_INVALID, pointer, text, places.remedy)
                            : document.warning(places.code, pointer, text, places.remedy));
        });
        return List.copyOf(diagnostics.values());
    }

    private String render(Level level) {
        Stream<String> lines = found.entrySet().stream()
                .filter(e -> e.getKey().level == level)
                .map(e -> text(e.getKey(), e.getValue().paths));
        return lines.collect(Collectors.joining("\n"));
    }

    private static String text(Kind kind, Collection<String> paths) {
        String line = kind.message + ": " + String.join(", ", paths);
        return kind.details.isEmpty() ? line : line + "\n" + kind.details;
    }
}
