/** Tests of policies: suites in YAML whose fixtures stand in for registry, signatures and attestations, so that nothing is fetched. */
package io.jenkins.plugins.imagepolicy.cli.test;
