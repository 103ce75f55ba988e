/** The whole story on one machine: a registry in this process, images built, one of them signed, both gated. */
package io.jenkins.plugins.imagepolicy.cli.demo;
