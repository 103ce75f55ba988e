/** Images as {@code verifyImages} rules see them: how Kyverno reads references, and which fields of a resource hold them. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;
