package io.jenkins.plugins.imagepolicy.engine;

/** Hears how far the gate is. Called by several threads. */
@FunctionalInterface
public interface GateProgress {
    GateProgress SILENT = message -> {};

    /** One line for people. */
    void report(String message);
}
