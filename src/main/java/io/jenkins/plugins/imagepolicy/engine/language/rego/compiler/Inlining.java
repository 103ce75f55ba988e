package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

/** Finds values that are named for the next statement alone, which can compute them in place. */
final class Inlining {
    private Inlining() {}

    /** Whether the first statement only gives a reference a generated name that the second, a call, uses once. */
    static boolean isPossible(Core.Statement s, Core.Statement next, Core.Body body) {
        if (!(s.action() instanceof Core.Unify u
                        && u.left() instanceof Core.Name n
                        && n.variable().isGenerated()
                        && u.right() instanceof Core.Reference)
                || !s.withs().isEmpty()
                || !next.withs().isEmpty()
                || next.negated()
                || !(next.action() instanceof Core.Call call)
                || call.args().stream().filter(n::equals).count() != 1) {
            return false;
        }
        Variable v = n.variable();
        for (Core.Statement other : body.statements) {
            if (other != s && other != next && Vars.of(other).contains(v)) {
                return false;
            }
        }
        for (Core.Term arg : call.args()) {
            if (!arg.equals(n) && Vars.of(arg).contains(v)) {
                return false;
            }
        }
        return call.result() == null || !Vars.of(call.result()).contains(v);
    }
}
