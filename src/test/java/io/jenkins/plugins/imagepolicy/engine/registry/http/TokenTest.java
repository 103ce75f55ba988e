package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bearer tokens: for whom they are fetched, how often, with which proof. */
class TokenTest {
    private final TestRegistry registry = TestRegistry.plain();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile int lifeSeconds = 300;
    private volatile Set<String> revoked = Set.of();

    @BeforeEach
    void lock() {
        registry.image("team/app", "1.0");
        registry.image("team/other", "1.0");
        registry.on("/token", this::token);
        registry.on("/v2/", exchange -> {
            String path =
                    exchange.getRequestURI().getPath().replaceFirst("/v2/(.*)/(manifests|blobs|referrers)/.*", "$1");
            String authorization = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            if (authorization.equals("Bearer given") || isGood(authorization, path)) {
                registry.answers().handle(exchange);
            } else {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Bearer service=\"my, service\", realm=\"" + registry.plainHost()
                                        + "/token\", scope=\"repository:" + path + ":pull,push\"");
                exchange.sendResponseHeaders(401, -1);
            }
        });
    }

    private boolean isGood(String authorization, String path) {
        return !revoked.contains(authorization)
                && authorization.matches("Bearer " + path.replace('/', '.') + "-[0-9]+");
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String proof = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8))
                .orElse("nobody");
        String query = form.isEmpty() ? exchange.getRequestURI().getRawQuery() : form;
        asked.add(exchange.getRequestMethod() + " " + query + " as " + proof);
        String path = query.replaceFirst(".*scope=repository%3A([^&]*)%3Apull.*", "$1")
                .replace("%2F", ".");
        TestRegistry.body(
                        "application/json",
                        "{\"access_token\":\"" + path + "-" + issued.incrementAndGet() + "\",\"expires_in\":"
                                + lifeSeconds + "}")
                .handle(exchange);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RegistryOptions.Builder options(Credential... credential) {
        return RegistryOptions.builder()
                .insecureHosts(registry.plainHost())
                .proxy(ProxySettings.NONE)
                .credentials(credential.length == 0 ? Map.of() : Map.of(registry.host(), credential[0]));
    }

    private void read(HttpRegistries registries, String repository) throws RegistryException {
        assertThat(registries.repository(registry.repository(repository)).manifest("1.0"))
                .isPresent();
    }

    @Test
    void oneTokenForARepositoryWithNoMoreThanPulling() throws Exception {
        try (HttpRegistries registries =
                new HttpRegistries(options(new Credential.Basic("jane", "p:w")).build())) {
            read(registries, "team/app");
            registries
                    .repository(registry.repository("team/app"))
                    .blob(
                            io.jenkins.plugins.imagepolicy.engine.image.Digest.of(
                                    TestImage.of("team/app:1.0").config()),
                            10_000);
            read(registries, "team/other");
        }
        assertThat(asked)
                .containsExactly(
                        "GET service=my%2C+service&scope=repository%3Ateam%2Fapp%3Apull as jane:p:w",
                        "GET service=my%2C+service&scope=repository%3Ateam%2Fother%3Apull as jane:p:w");
        // 401, token, manifest, blob; and for the second repository the token at once.
        assertThat(registry.requests()).hasSize(6);
    }

    @Test
    void nobodyGetsATokenToo() throws Exception {
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            read(registries, "team/app");
        }
        assertThat(asked).singleElement().asString().endsWith("as nobody");
    }

    @Test
    void anIdentityTokenIsExchanged() throws Exception {
        try (HttpRegistries registries =
                new HttpRegistries(options(new Credential.IdentityToken("r+t")).build())) {
            read(registries, "team/app");
        }
        assertThat(asked)
                .containsExactly("POST grant_type=refresh_token&client_id=image-policy&service=my%2C+service"
                        + "&scope=repository%3Ateam%2Fapp%3Apull&refresh_token=r%2Bt as nobody");
    }

    @Test
    void aBearerTokenIsSentAsItIsAndExchangedWhenThatIsRefused() throws Exception {
        try (HttpRegistries registries =
                new HttpRegistries(options(new Credential.BearerToken("given")).build())) {
            read(registries, "team/app");
            assertThat(asked).isEmpty();
        }
        try (HttpRegistries registries = new HttpRegistries(
                options(new Credential.BearerToken("refresh")).build())) {
            read(registries, "team/app");
            assertThat(asked).singleElement().asString().contains("refresh_token=refresh");
        }
    }

    @Test
    void aTokenThatIsNoLongerTakenIsRenewedOnce() throws Exception {
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            read(registries, "team/app");
            revoked = Set.of("Bearer team.app-1");
            assertThat(registries.repository(registry.repository("team/app")).manifest("2.0"))
                    .isEmpty();
            assertThat(asked).hasSize(2);
            revoked = Set.of("Bearer team.app-2", "Bearer team.app-3", "Bearer team.app-4");
            assertThatThrownBy(() -> registries
                            .repository(registry.repository("team/app"))
                            .manifest("3.0"))
                    .hasMessageContaining("refuses");
            assertThat(asked).hasSize(3);
        }
    }

    @Test
    void aTokenIsNotUsedBeyondItsLife() throws Exception {
        lifeSeconds = 1;
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            read(registries, "team/app");
            Thread.sleep(700);
            assertThat(registries.repository(registry.repository("team/app")).manifest("2.0"))
                    .isEmpty();
        }
        assertThat(asked).hasSize(2);
        assertThat(registry.requests().stream().filter(r -> r.contains("/manifests/2.0")))
                .hasSize(1);
    }

    @Test
    void oneTokenForReadsAtTheSameTime() throws Exception {
        registry.delay(50);
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            List<Thread> threads = new java.util.ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String tag = "t" + i;
                threads.add(new Thread(() -> {
                    try {
                        registries.repository(registry.repository("team/app")).manifest(tag);
                    } catch (RegistryException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(asked).hasSize(1);
    }
}
