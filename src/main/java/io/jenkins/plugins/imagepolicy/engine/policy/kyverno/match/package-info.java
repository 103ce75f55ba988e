/** Which resources a rule is about: kinds, names, namespaces, labels, annotations, operations and who asks. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;
