/** Names of images: references, digests, and the patterns that policies match them with. Nothing here reaches a registry. */
package io.jenkins.plugins.imagepolicy.engine.image;
