/** The command line: options in, the gate's report on standard output, an exit code that says what happened. */
package io.jenkins.plugins.imagepolicy.cli;
