/**
 * Read-only access to the places that hold images: OCI registries over HTTP(S), OCI layouts, docker archives. Every byte that
 * leaves this package has been compared with the digest it was asked for.
 */
package io.jenkins.plugins.imagepolicy.engine.registry;
