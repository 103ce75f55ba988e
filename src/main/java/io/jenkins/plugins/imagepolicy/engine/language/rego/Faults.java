package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import java.util.function.Supplier;

/** Turns what is thrown inside the engine into the checked exception of the API. */
final class Faults {
    private Faults() {}

    static <T> T checked(String file, Supplier<T> work) throws RegoException {
        try {
            return work.get();
        } catch (RegoError e) {
            Location at = e.at();
            if (at == null) {
                throw new RegoException(e.kind(), e.code(), e.getMessage(), file, 0, 0, "");
            }
            throw new RegoException(
                    e.kind(),
                    e.code(),
                    e.getMessage(),
                    at.source().name(),
                    at.line(),
                    at.column(),
                    at.source().excerpt(at));
        } catch (StackOverflowError e) {
            throw new RegoException(
                    FaultKind.LIMIT, "eval_cancel_error", "the policy or its input nests too deeply", file, 0, 0, "");
        } catch (OutOfMemoryError e) {
            throw new RegoException(
                    FaultKind.LIMIT, "eval_cancel_error", "the evaluation needs too much memory", file, 0, 0, "");
        } catch (RuntimeException e) {
            // A bug of the engine: an error with a name of its own, so that the caller refuses.
            throw new RegoException(FaultKind.EVALUATION, "eval_internal_error", String.valueOf(e), file, 0, 0, "");
        }
    }
}
