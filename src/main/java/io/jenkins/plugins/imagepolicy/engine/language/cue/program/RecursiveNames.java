package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds fields that refer to each other in a circle of which one part is optional and another is a field that only names the next:
 * {@code #Node: up?: #Tree, #Tree: root: #Node}. CUE shares the named value and then reports such a circle as a structural cycle or
 * not, by the order of the declarations.
 */
final class RecursiveNames {
    private final FieldTree.Reference start;
    private final Set<Object> seen = new HashSet<>();

    private RecursiveNames(FieldTree.Reference start) {
        this.start = start;
    }

    static void refuse(List<Ast.Decl> decls) {
        FieldTree root = FieldTree.of(decls);
        if (hasOptional(root)) {
            refuse(root);
        }
    }

    private static boolean hasOptional(FieldTree tree) {
        return tree.optional || tree.fields.stream().anyMatch(RecursiveNames::hasOptional);
    }

    private static void refuse(FieldTree tree) {
        for (FieldTree.Reference reference : tree.references) {
            if (reference.bare() && new RecursiveNames(reference).leadsBack(reference, false, false)) {
                throw CueFault.unsupported(
                        reference.at(),
                        "a reference that leads back to itself (" + String.join(".", reference.path()) + ")");
            }
        }
        tree.fields.forEach(RecursiveNames::refuse);
    }

    /** Whether the circle closes, having gone through an optional field and through a bare name. */
    private boolean leadsBack(FieldTree.Reference reference, boolean optional, boolean named) {
        for (FieldTree target : FieldTree.targets(reference)) {
            if (leadsBack(target, false, optional, named)) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsBack(FieldTree tree, boolean within, boolean optional, boolean named) {
        boolean inside = within || tree.optional;
        for (FieldTree.Reference next : tree.references) {
            if (!inside && !next.bare()) {
                continue;
            }
            boolean passed = optional || inside;
            boolean bare = named || !inside;
            if (next == start ? passed && bare : visit(next, passed, bare) && leadsBack(next, passed, bare)) {
                return true;
            }
        }
        return tree.fields.stream().anyMatch(field -> leadsBack(field, inside, optional, named));
    }

    private record Visit(FieldTree.Reference reference, boolean optional, boolean named) {}

    private boolean visit(FieldTree.Reference reference, boolean optional, boolean named) {
        return seen.add(new Visit(reference, optional, named));
    }
}
