/** The fields that Kyverno's resource definitions know: what a document holds beyond them or in another form is a problem. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;
