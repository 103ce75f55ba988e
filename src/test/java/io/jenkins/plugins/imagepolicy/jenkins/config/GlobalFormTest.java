package io.jenkins.plugins.imagepolicy.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.StaplerRequest2;

/** What submitting the global form does to builds that run meanwhile. */
class GlobalFormTest {
    private final ImagePolicyConfiguration configuration = new ImagePolicyConfiguration();

    @BeforeEach
    void configureARegistry() {
        Fakes.reset();
        configuration.setRegistries(List.of(new RegistryEntry("ghcr.io")));
    }

    @Test
    void aFormWithoutRegistriesEmptiesThemThroughTheForm() throws Exception {
        configuration.configure(
                request(form -> {
                    assertThat(configuration.getRegistries()).hasSize(1);
                    assertThat(form.get("registries")).isEqualTo(new JSONArray());
                }),
                new JSONObject());
    }

    @Test
    void aFormWithOneKeepsItsShape() throws Exception {
        JSONObject entry = JSONObject.fromObject("{\"host\": \"quay.io\"}");
        JSONObject submitted = new JSONObject();
        submitted.put("registries", entry);
        configuration.configure(
                request(form -> assertThat(form.get("registries")).isEqualTo(entry)), submitted);
    }

    @Test
    void aFormThatIsRefusedChangesNoRegistry() {
        StaplerRequest2 refusing = request(form -> {
            throw new IllegalArgumentException("noMatch is none of deny, warn, allow");
        });
        assertThatThrownBy(() -> configuration.configure(refusing, new JSONObject()))
                .hasMessageContaining("none of");
        assertThat(configuration.getRegistries())
                .extracting(RegistryEntry::getHost)
                .containsExactly("ghcr.io");
    }

    /** A request of which only the binding of the form is used. */
    private static StaplerRequest2 request(Consumer<JSONObject> binding) {
        return (StaplerRequest2) Proxy.newProxyInstance(
                GlobalFormTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("bindJSON");
                    binding.accept((JSONObject) arguments[1]);
                    return null;
                });
    }
}
