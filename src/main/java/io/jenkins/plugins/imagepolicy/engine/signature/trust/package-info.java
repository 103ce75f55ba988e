/** Keys and certificates that are trusted, and when: certificate authorities, transparency logs, timestamp authorities. */
package io.jenkins.plugins.imagepolicy.engine.signature.trust;
