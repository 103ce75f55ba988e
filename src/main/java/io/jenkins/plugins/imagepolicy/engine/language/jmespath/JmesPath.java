package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException.Kind;
import java.time.Instant;

/** A parsed JMESPath expression. Immutable; safe for use by several threads. */
public final class JmesPath {
    private static final int LONGEST = 100_000;

    private final String text;
    private final Node root;
    private final boolean strictKeys;

    private JmesPath(String text, Node root, boolean strictKeys) {
        this.text = text;
        this.root = root;
        this.strictKeys = strictKeys;
    }

    /**
     * Reads an expression; functions that do not exist or get the wrong number of arguments are errors here already.
     *
     * @param functions the functions, and with them the dialect
     */
    public static JmesPath compile(String text, Functions functions) throws JmesPathException {
        if (text.length() > LONGEST) {
            throw new JmesPathException(Kind.LIMIT, 0, "The expression has more than " + LONGEST + " characters");
        }
        return new JmesPath(text, Parser.parse(text, functions), functions.strictKeys());
    }

    /**
     * The expression's value for {@code document}; null values are {@link NullNode}.
     *
     * @param now the time that functions see
     */
    public JsonNode search(JsonNode document, Instant now) throws JmesPathException {
        try {
            return new Interpreter(strictKeys, new Interpreter.Environment(now)).evaluate(root, document);
        } catch (StackOverflowError e) {
            throw new JmesPathException(Kind.LIMIT, -1, "The document is nested too deeply for the expression");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
