/** Variables in policies: {@code {{ expression }}} in texts, and the request, images and context entries they speak of. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context;
