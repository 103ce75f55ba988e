package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A part of a parsed expression. */
sealed interface Node {
    record Current() implements Node {}

    record Literal(JsonNode value) implements Node {}

    record Field(String name) implements Node {}

    record Sub(Node left, Node right) implements Node {}

    record Index(Node left, int index) implements Node {}

    /** Bounds are null where they are not written. */
    record Slice(Node left, Integer from, Integer to, Integer step) implements Node {}

    record ListProjection(Node left, Node right) implements Node {}

    record ValueProjection(Node left, Node right) implements Node {}

    record FilterProjection(Node left, Node condition, Node right) implements Node {}

    record Flatten(Node left) implements Node {}

    record Pipe(Node left, Node right) implements Node {}

    record Or(Node left, Node right) implements Node {}

    record And(Node left, Node right) implements Node {}

    record Not(Node operand) implements Node {}

    record Comparison(String operator, Node left, Node right) implements Node {}

    record MultiList(List<Node> items) implements Node {}

    record MultiHash(Map<String, Node> items) implements Node {}

    record Call(Function function, List<Node> arguments) implements Node {}

    /** {@code &expression}, an argument of functions. */
    record Reference(Node expression) implements Node {}
}
