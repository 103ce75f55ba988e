/** What ClusterImagePolicies refer to: Secrets, ConfigMaps, TrustRoots and texts at a URL. */
package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;
