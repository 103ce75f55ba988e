package io.jenkins.plugins.imagepolicy.engine.language.cue;

import io.jenkins.plugins.imagepolicy.engine.language.cue.eval.Limits;
import io.jenkins.plugins.imagepolicy.engine.language.cue.eval.Program;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;

/** Compiles policy texts. */
public final class CueCompiler {
    private CueCompiler() {}

    /**
     * Compiles and evaluates the text alone. A text that conflicts with itself is INVALID_POLICY, since it refuses every input; so is
     * one whose top level cannot be decided without an input.
     */
    public static CuePolicy compile(String fileName, String source, CueOptions options) throws CueException {
        PolicyText text = new PolicyText(fileName, source);
        try {
            return new CuePolicy(text, Program.compile(source, limits(options.limits())));
        } catch (CueFault fault) {
            throw text.exception(fault);
        } catch (StackOverflowError e) {
            throw text.overflow();
        } catch (RuntimeException e) {
            throw text.defect(e);
        }
    }

    static Limits limits(CueLimits limits) {
        return new Limits(limits.depth(), limits.nodes(), limits.time().toNanos());
    }
}
