/**
 * Kyverno's image verification: {@code verifyImages} rules of ClusterPolicy and Policy, ImageValidatingPolicy, and the
 * exceptions to both. What this package loads it judges as Kyverno would, and more strictly where Kyverno fails open.
 */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;
