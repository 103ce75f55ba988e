package io.jenkins.plugins.imagepolicy.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import org.junit.jupiter.api.Test;

/** {@code unclassified: imagePolicy:} */
@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeIT {
    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void readsEverySetting(JenkinsConfiguredWithCodeRule jenkins) {
        ImagePolicyConfiguration configuration = ImagePolicyConfiguration.get();
        assertEquals("trusted-root", configuration.getTrustRootCredentialsId());
        assertEquals("ghcr.io", configuration.getRegistries().get(0).getHost());
        assertEquals("ghcr", configuration.getRegistries().get(0).getCredentialsId());
        assertEquals("warn", configuration.getNoMatch());
        assertEquals("unstable", configuration.getOnViolation());
        assertEquals("fail", configuration.getOnError());
        assertTrue(configuration.isOffline());
    }
}
