package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenIdentitiesTest {
    @Test
    void areWhatWasGivenByHost() throws Exception {
        ClientIdentity identity = new ClientIdentity("certificate", "key", "authorities");
        assertThat(GivenIdentities.entries("Registry.example:443", identity))
                .containsOnlyKeys(
                        "client certificate Registry.example:443",
                        "client key Registry.example:443",
                        "authorities Registry.example:443");
        GateRequest request = GateRequest.builder()
                .files(GivenIdentities.entries("Registry.example:443", identity))
                .build();
        assertThat(new RegistrySettings(request).read().identities()).isEqualTo(Map.of("registry.example", identity));
    }

    @Test
    void lackWhatWasNotGiven() {
        GateRequest request = GateRequest.builder()
                .files(Map.of("client certificate localhost:5000", "certificate"))
                .build();
        assertThat(GivenIdentities.in(request))
                .isEqualTo(Map.of("localhost:5000", new ClientIdentity("certificate", "", "")));
    }
}
