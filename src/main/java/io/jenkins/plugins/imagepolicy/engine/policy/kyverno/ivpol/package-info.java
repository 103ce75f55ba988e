/** ImageValidatingPolicy: constraints, CEL conditions and validations, and the functions that verify signatures in them. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;
