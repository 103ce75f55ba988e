/** The values that Rego computes with: immutable, totally ordered as in OPA, hashed once, numbers exact as written. */
package io.jenkins.plugins.imagepolicy.engine.language.rego.value;
