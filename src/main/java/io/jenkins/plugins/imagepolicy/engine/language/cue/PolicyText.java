package io.jenkins.plugins.imagepolicy.engine.language.cue;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;

/** The text of a policy, to say where something stands in it. */
record PolicyText(String file, String text) {
    private static final int LONGEST = 160;

    int line(int offset) {
        if (offset < 0) {
            return 0;
        }
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    int column(int offset) {
        return offset < 0 ? 0 : Math.min(offset, text.length()) - lineStart(offset) + 1;
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    }

    /** The line and, under it, a caret; control characters become blanks. */
    String excerpt(int offset) {
        if (offset < 0) {
            return "";
        }
        int start = lineStart(offset);
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end)
                .codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int column = column(offset) - 1;
        int from = Math.max(0, column - LONGEST / 2);
        String shown = line.substring(Math.min(from, line.length()), Math.min(line.length(), from + LONGEST));
        return shown + "\n" + " ".repeat(column - from) + "^";
    }

    CueException exception(CueFault fault) {
        CueException.Kind kind =
                switch (fault.kind()) {
                    case INVALID -> CueException.Kind.INVALID_POLICY;
                    case UNSUPPORTED -> CueException.Kind.UNSUPPORTED;
                    case LIMIT -> CueException.Kind.LIMIT;
                    case EVALUATION -> CueException.Kind.EVALUATION;
                };
        int offset = fault.offset();
        return new CueException(
                kind, file, line(offset), column(offset), fault.getMessage(), excerpt(offset), fault.remedy());
    }

    CueException overflow() {
        return exception(CueFault.limit(-1, "the evaluation nests deeper than the stack allows"));
    }

    CueException defect(RuntimeException cause) {
        CueException exception = exception(new CueFault(
                CueFault.Kind.EVALUATION,
                -1,
                "the evaluation failed unexpectedly (" + cause.getClass().getSimpleName() + ")",
                "Report this policy; until then it refuses."));
        exception.addSuppressed(cause);
        return exception;
    }
}
