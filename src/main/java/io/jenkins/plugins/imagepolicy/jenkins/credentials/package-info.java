/** Turns ids of credentials into what the engine needs, for one build, and records their use. */
package io.jenkins.plugins.imagepolicy.jenkins.credentials;
