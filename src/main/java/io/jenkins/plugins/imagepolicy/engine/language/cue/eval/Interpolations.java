package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Texts with values in them. */
final class Interpolations {
    private final Evaluation evaluation;

    Interpolations(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value evaluate(Expr.Interpolation text, Env env, Node self) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bottom failure = null;
        for (int i = 0; i < text.texts().size(); i++) {
            out.writeBytes(text.texts().get(i));
            if (i == text.values().size()) {
                break;
            }
            Value value = evaluation.values.of(
                    evaluation.expressions.evaluate(text.values().get(i), env, self));
            if (!(value instanceof Bottom)) {
                value = piece(value, text.at(), out);
            }
            if (value instanceof Bottom bottom && (failure == null || bottom.code.compareTo(failure.code) < 0)) {
                failure = bottom;
            }
        }
        if (failure != null) {
            return failure;
        }
        return text.bytes()
                ? new Data.BytesData(out.toByteArray())
                : new Data.StringData(out.toString(StandardCharsets.UTF_8));
    }

    private static Value piece(Value value, int at, ByteArrayOutputStream out) {
        if (value instanceof Data.StringData string) {
            out.writeBytes(string.utf8());
        } else if (value instanceof Data.BytesData bytes) {
            out.writeBytes(bytes.value());
        } else if (value instanceof Data.NumberData number) {
            out.writeBytes(Numbers.toText(number).getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Data.BoolData bool) {
            out.writeBytes(String.valueOf(bool.value()).getBytes(StandardCharsets.UTF_8));
        } else {
            int wanted = Kind.BOOL | Kind.STRING | Kind.BYTES | Kind.NUMBER;
            if (!value.isConcrete() && (value.kind() & wanted) != 0) {
                return Bottom.incomplete("invalid interpolation: non-concrete value " + Text.of(value), at);
            }
            return Bottom.error(
                    "invalid interpolation: cannot use " + Text.of(value) + " (type " + Kind.name(value.kind())
                            + ") as type (bool|string|bytes|number)",
                    at);
        }
        return value;
    }
}
