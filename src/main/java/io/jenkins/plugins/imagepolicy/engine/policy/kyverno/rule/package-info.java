/** Loading {@code verifyImages} rules: the checks that Kyverno's admission makes, defaults, deprecated forms, generated rules. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;
