/**
 * Rego, the policy language of Open Policy Agent, evaluated in plain Java: compile a text once, evaluate it against
 * many JSON inputs, and have every refusal explained. Reaches neither network, disk nor clock; every evaluation is
 * bounded. Source of the semantics: OPA's language reference and its conformance cases.
 */
package io.jenkins.plugins.imagepolicy.engine.language.rego;
