package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** A template that was read. */
public final class Template {
    private final Map<String, List<Node>> nodes;

    private Template(Map<String, List<Node>> nodes) {
        this.nodes = nodes;
    }

    public static Template parse(String source) throws TemplateException {
        return new Template(Parser.parse(source));
    }

    /**
     * Writes the template.
     *
     * @param dialect what the program that embeds the template does in its own way
     * @param tick called for every step; may throw to end the work
     * @param length takes the length of the text as it grows; may throw to end the work
     */
    public String render(Dialect dialect, GoValue data, Runnable tick, IntConsumer length) throws TemplateException {
        return new Renderer(dialect, nodes, tick, length).render(data);
    }
}
