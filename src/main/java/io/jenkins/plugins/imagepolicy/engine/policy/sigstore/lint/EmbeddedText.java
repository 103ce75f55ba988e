package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.List;

/** A policy's text within its YAML file: finds a place in the file for a place in the text. */
public final class EmbeddedText {
    private final Document document;
    private final Position value;
    private final List<String> lines;

    /** @param pointer of the text */
    public EmbeddedText(Document document, JsonPointer pointer) {
        this.document = document;
        this.value = document.at(pointer);
        this.lines = document.source().text().lines().toList();
    }

    /** Exact for a literal block ({@code |}); the value itself for other scalars and for places that are not known. */
    public Position place(int line, int column) {
        if (line < 1 || !literalBlock() || value.line() + line > lines.size()) {
            return value;
        }
        int indent = indent();
        return new Position(value.line() + line, indent + Math.max(1, column));
    }

    private boolean literalBlock() {
        String first = value.line() <= lines.size() ? lines.get(value.line() - 1) : "";
        return first.length() >= value.column() && first.charAt(value.column() - 1) == '|';
    }

    /** Spaces before the block's first line that has content. */
    private int indent() {
        for (int i = value.line(); i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                return line.length() - line.stripLeading().length();
            }
        }
        return 0;
    }

    public Document document() {
        return document;
    }
}
