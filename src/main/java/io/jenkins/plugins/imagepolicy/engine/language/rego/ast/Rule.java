package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

import java.util.List;

/**
 * A rule as written.
 *
 * @param path the terms of the head's reference behind its name
 * @param args the arguments of a function, or null
 * @param key the element of a {@code contains} rule, or null
 * @param value the value, never null unless there is a key
 * @param body empty where none is written, which means true
 * @param orElse the rule behind {@code else}, or null
 */
public record Rule(
        Term.Variable name,
        List<Term> path,
        List<Term> args,
        Term key,
        Term value,
        List<Expr> body,
        Rule orElse,
        boolean isDefault,
        Location at,
        int end) {

    public boolean isFunction() {
        return args != null;
    }
}
