/** One policy text against one JSON input, for those who write policies and those who compare engines. */
package io.jenkins.plugins.imagepolicy.cli.eval;
