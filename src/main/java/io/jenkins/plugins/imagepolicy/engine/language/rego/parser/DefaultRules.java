package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a default rule may say: a value known without evaluation, for names alone. */
final class DefaultRules {
    private DefaultRules() {}

    static void check(List<Term> path, List<Term> args, Term value, Location at) {
        if (value == null) {
            throw illegal("must have a value", at);
        }
        value(value, at);
        if (args != null) {
            arguments(args, at);
        }
        if (path.stream().anyMatch(t -> !(t instanceof Term.Scalar))) {
            throw illegal("head cannot contain variables", at);
        }
    }

    private static RegoError illegal(String why, Location at) {
        return RegoError.invalid(RegoError.PARSE, "illegal default rule (" + why + ")", at);
    }

    private static void arguments(List<Term> args, Location at) {
        Set<String> names = new HashSet<>();
        for (Term arg : args) {
            boolean root = arg instanceof Term.Variable a
                    && (a.name().equals("input") || a.name().equals("data"));
            if (root) {
                throw illegal("arguments cannot contain ref", at);
            }
            if (!(arg instanceof Term.Variable v)) {
                throw illegal("arguments cannot contain values", at);
            }
            if (!names.add(v.name())) {
                throw illegal("arguments cannot be repeated " + v.name(), at);
            }
        }
    }

    private static void value(Term term, Location at) {
        if (term instanceof Term.Variable || term instanceof Term.Ref || term instanceof Term.Call) {
            String what = term instanceof Term.Variable ? "var" : term instanceof Term.Ref ? "ref" : "call";
            throw illegal("value cannot contain " + what, at);
        }
        if (term instanceof Term.ArrayLiteral a) {
            a.elements().forEach(t -> value(t, at));
        } else if (term instanceof Term.SetLiteral s) {
            s.elements().forEach(t -> value(t, at));
        } else if (term instanceof Term.ObjectLiteral o) {
            o.entries().forEach(e -> {
                value(e.key(), at);
                value(e.value(), at);
            });
        }
    }
}
