/**
 * What is wrong, where, and what to do about it: a message with file, line and column, an excerpt with a caret, a cause's
 * reason code and a remedy. Every other package may use this one; it uses none.
 */
package io.jenkins.plugins.imagepolicy.engine.diagnostic;
