/**
 * Reads registries by the OCI distribution API over HTTP(S), and believes nothing they say: bodies are hashed and bounded, calls
 * have a deadline, credentials stay with the origin they are for.
 */
package io.jenkins.plugins.imagepolicy.engine.registry.http;
