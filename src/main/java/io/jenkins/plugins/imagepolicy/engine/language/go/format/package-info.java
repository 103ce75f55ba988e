/** Text as Go's {@code fmt} writes it: what policies see of it in {@code sprintf} and in templates. */
package io.jenkins.plugins.imagepolicy.engine.language.go.format;
