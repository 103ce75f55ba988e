package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

import java.util.List;

/**
 * A parsed module.
 *
 * @param path the package without the leading {@code data}
 * @param strict true where the rules of Rego v1 hold
 */
public record Module(
        Source source,
        List<String> path,
        Location at,
        List<Import> imports,
        List<Rule> rules,
        List<Comment> comments,
        boolean strict) {

    /** {@code import path as alias}; the path includes its root: input, data, future or rego. */
    public record Import(List<String> path, String alias, Location at) {
        /** The name that the import brings into the module. */
        public String name() {
            return alias != null ? alias : path.get(path.size() - 1);
        }

        /** False for what changes the language of the module. */
        public boolean isDocument() {
            return path.get(0).equals("input") || path.get(0).equals("data");
        }
    }

    /** A comment's text behind {@code #}. */
    public record Comment(String text, Location at) {}
}
