package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import java.util.List;

/** What a template consists of. */
sealed interface Node {
    record Text(String text) implements Node {}

    /** An action whose value is written, unless it declares or assigns a variable. */
    record Output(Pipeline pipeline) implements Node {}

    record If(Pipeline condition, List<Node> then, List<Node> orElse) implements Node {}

    record With(Pipeline value, List<Node> then, List<Node> orElse) implements Node {}

    record Range(Pipeline over, List<Node> body, List<Node> orElse) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}

    /** Another template, by name. */
    record Include(String name, Pipeline dot) implements Node {}

    /**
     * Commands of which each takes the value of the one before as its last argument.
     *
     * @param variables what the value is given to
     * @param assigns true where the variables are there already
     */
    record Pipeline(List<String> variables, boolean assigns, List<Command> commands) {}

    record Command(List<Operand> words) {}

    /** A word of a command. */
    sealed interface Operand {}

    record Constant(GoValue value) implements Operand {}

    record Nil() implements Operand {}

    /** Fields of the dot; none for the dot itself. */
    record Field(List<String> names) implements Operand {}

    record Variable(String name, List<String> fields) implements Operand {}

    record Function(String name) implements Operand {}

    record Nested(Pipeline pipeline, List<String> fields) implements Operand {}
}
