package io.jenkins.plugins.imagepolicy.cli.eval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;

/** Evaluates line after line: {@code {"id","compliant","error","warning"}} for each that comes in. */
public final class EvalLines {
    private final Optional<Language> language;
    private final Instant now;

    /** @param language of lines that name none */
    public EvalLines(Optional<Language> language, Instant now) {
        this.language = language;
        this.now = now;
    }

    /** Whether every line could be read. */
    public boolean run(BufferedReader in, PrintStream out) throws IOException {
        boolean readable = true;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            try {
                EvalLine asked = EvalLine.parse(line);
                answer.put("id", asked.id());
                Language spoken = asked.type().isEmpty()
                        ? language.orElseThrow(() -> new IOException("The line names no type"))
                        : Language.named(asked.type())
                                .orElseThrow(() -> new IOException("There is no type '" + asked.type() + "'"));
                Evaluation result = spoken.evaluate("policy", asked.policy(), asked.input(), now);
                answer.put("compliant", result.compliant())
                        .put("error", result.error())
                        .put("warning", result.warning());
            } catch (IOException e) {
                readable = false;
                answer.put("compliant", false).put("error", e.getMessage()).put("warning", "");
            }
            out.println(AnswerLine.of(answer));
        }
        return readable;
    }
}
