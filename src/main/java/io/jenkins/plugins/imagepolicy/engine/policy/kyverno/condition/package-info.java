/** Kyverno's conditions: a key, an operator and a value, in blocks of {@code any} and {@code all}. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;
