/** Strings as Go holds and quotes them: bytes that need not be UTF-8. */
package io.jenkins.plugins.imagepolicy.engine.language.go.text;
