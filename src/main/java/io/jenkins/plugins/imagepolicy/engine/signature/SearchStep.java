package io.jenkins.plugins.imagepolicy.engine.signature;

/** One place looked at. {@code where}: {@code tag sha256-….sig}; {@code result}: {@code 404}, {@code 2 signatures}. */
public record SearchStep(String where, String result) {}
