/** Finds the credential for a repository: given options, docker's config.json, credential helpers. Prints none of them. */
package io.jenkins.plugins.imagepolicy.engine.registry.credentials;
