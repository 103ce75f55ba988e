package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.engine.GateProgress;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.io.PrintStream;

/** Shows how far the gate is: one line that renews itself on a terminal, nothing elsewhere. */
final class ProgressLine implements GateProgress, AutoCloseable {
    private static final int WIDEST = 100;
    private final PrintStream out;
    private final boolean shown;

    ProgressLine(PrintStream out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    @Override
    public synchronized void report(String message) {
        if (shown) {
            String line = Printable.line(message);
            out.print("\r\u001b[K" + (line.length() > WIDEST ? line.substring(0, WIDEST) : line));
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (shown) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
