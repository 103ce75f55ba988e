/**
 * JMESPath (jmespath.org specification), in the standard dialect and in Kyverno's: a missing key is an error unless something
 * around it takes null, and there are functions for durations, quantities, times, versions, text and certificates. Bounded in
 * depth and steps; reaches neither network nor disk.
 */
package io.jenkins.plugins.imagepolicy.engine.language.jmespath;
