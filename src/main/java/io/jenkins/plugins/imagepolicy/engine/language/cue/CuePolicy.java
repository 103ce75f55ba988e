package io.jenkins.plugins.imagepolicy.engine.language.cue;

import io.jenkins.plugins.imagepolicy.engine.language.cue.eval.Program;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.List;

/** A compiled policy. Immutable and thread-safe. */
public final class CuePolicy {
    private final PolicyText text;
    private final Program program;

    CuePolicy(PolicyText text, Program program) {
        this.text = text;
        this.program = program;
    }

    /** Unifies the policy with the input; never throws for what policy or input hold. */
    public CueVerdict validate(CueInput input, CueLimits limits) {
        try {
            List<Program.Finding> findings = program.validate(input.data(), CueCompiler.limits(limits));
            return findings.isEmpty()
                    ? new CueVerdict.Compliant()
                    : new CueVerdict.Conflict(
                            findings.stream().map(this::conflict).toList());
        } catch (CueFault fault) {
            return new CueVerdict.Failed(text.exception(fault));
        } catch (StackOverflowError e) {
            return new CueVerdict.Failed(text.overflow());
        } catch (RuntimeException e) {
            return new CueVerdict.Failed(text.defect(e));
        }
    }

    private CueConflict conflict(Program.Finding finding) {
        int offset = finding.offset();
        return new CueConflict(
                finding.path(),
                finding.message(),
                text.line(offset),
                text.column(offset),
                text.excerpt(offset),
                finding.seen());
    }
}
