/** PolicyException: what is excepted from which rules, and until when. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception;
