package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names of one body, inside those of the bodies around it. */
final class Scope {
    final Scope outer;
    final int depth;
    /** Names declared so far, by {@code some}, {@code :=}, {@code every} or as arguments. */
    final Map<String, Variable> declared = new HashMap<>();
    /** How each name was declared, for messages. */
    final Map<String, String> how = new HashMap<>();
    /** Names that the body declares anywhere; they hide rules and imports everywhere in it. */
    final Set<String> hiding = new HashSet<>();
    /** Variables that are used without a declaration. */
    final Map<String, Variable> plain = new HashMap<>();
    /** Names that the body uses outside of its closures. */
    final Set<String> direct = new HashSet<>();
    /**
     * Names that {@code some} declares here but only closures use, and where: each closure has a variable of its own
     * then. They are removed when used.
     */
    final Map<String, Location> inClosures = new LinkedHashMap<>();
    /** Names used before any declaration. */
    final Set<String> used = new HashSet<>();

    /** Variables that the body must use, and where they were declared. */
    final Map<Variable, Location> mustBeUsed = new LinkedHashMap<>();

    Scope(Scope outer, int depth) {
        this.outer = outer;
        this.depth = depth;
    }

    Variable findDeclared(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            Variable v = s.declared.get(name);
            if (v != null) {
                return v;
            }
        }
        return null;
    }

    /** The variable of a name that is used here. */
    Variable use(String name) {
        Variable found = findDeclared(name);
        for (Scope s = this; s != null; s = s.outer) {
            if (found != null) {
                s.mustBeUsed.remove(found);
            } else {
                s.inClosures.remove(name);
            }
        }
        return found;
    }

    /** How the name was declared in this body or around it, or null. */
    String how(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            String how = s.how.get(name);
            if (how != null) {
                return how;
            }
        }
        return null;
    }

    void requireUsed() {
        inClosures.forEach((name, at) -> {
            throw Rewriter.compile("declared var " + name + " unused", at);
        });
        mustBeUsed.forEach((variable, at) -> {
            throw Rewriter.compile("declared var " + variable.name() + " unused", at);
        });
    }

    Variable findPlain(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            Variable v = s.plain.get(name);
            if (v != null) {
                return v;
            }
        }
        return null;
    }

    boolean hides(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            if (s.hiding.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
