package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts are reached, and through what. */
class ReachTest {
    private static final Map<String, String> NAMES = Map.of(
            "registry.example", "203.0.113.7",
            "storage.example", "198.51.100.9",
            "inside.example", "10.1.2.3",
            "rebound.example", "127.0.0.1",
            "metadata.example", "169.254.169.254",
            "localhost", "127.0.0.1");

    private static boolean allows(ProxySettings proxy, String from, String to) {
        AddressGuard guard = new AddressGuard(new ProxyChoice(proxy), host ->
                new InetAddress[] {InetAddress.getByName(NAMES.getOrDefault(host, host))});
        return guard.allows(Origin.of(URI.create(from)), Origin.of(URI.create(to)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://registry.example, https://storage.example, true",
        "https://registry.example, https://inside.example, true",
        "https://registry.example, https://127.0.0.1, false",
        "https://registry.example, https://localhost, false",
        "https://registry.example, https://[::1]:8080, false",
        "https://registry.example, https://0.0.0.0, false",
        "https://registry.example, https://[::ffff:127.0.0.1], false",
        "https://registry.example, https://2130706433, false",
        "https://registry.example, https://rebound.example, false",
        "https://registry.example, https://169.254.169.254, false",
        "https://registry.example, https://metadata.example, false",
        "https://registry.example, 'https://[fd00:ec2::254]', false",
        "https://registry.example, https://100.100.100.200, false",
        "https://registry.example, https://224.0.0.1, false",
        "http://127.0.0.1:5000, http://127.0.0.1:9000, true",
        "http://127.0.0.1:5000, http://localhost:9000, true",
        "http://127.0.0.1:5000, http://169.254.169.254, false",
        "https://rebound.example, https://rebound.example:8443, true"
    })
    void registriesDoNotLeadInside(String from, String to, boolean allowed) {
        assertThat(allows(ProxySettings.NONE, from, to)).isEqualTo(allowed);
    }

    @Test
    void whatTheProxyLooksUpIsTheProxysMatter() {
        ProxySettings proxy = ProxySettings.of(new ProxySettings.Server("proxy", 3128, "", ""), List.of());
        assertThat(allows(proxy, "https://registry.example", "https://metadata.example"))
                .isTrue();
        assertThat(allows(proxy, "https://registry.example", "https://169.254.169.254"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example, 443, '', true",
        "registry.example, 443, 'registry.example', false",
        "registry.example, 443, '.example', false",
        "registry.example, 443, 'example', false",
        "myexample, 443, 'example', true",
        "registry.example, 443, '*.example', false",
        "registry.example, 443, '*', false",
        "registry.example, 443, 'registry.example:443', false",
        "registry.example, 5000, 'registry.example:443', true",
        "10.1.2.3, 443, '10.0.0.0/8', false",
        "11.1.2.3, 443, '10.0.0.0/8', true",
        "10.1.2.3, 443, 'nonsense/8', true",
        "10.1.2.3, 443, '10.0.0.0/xx', true",
        "10.1.2.3, 443, '10.*', false",
        "REGISTRY.example, 443, ' registry.EXAMPLE ', false"
    })
    void hostsNamedAsDirectGoPastTheProxy(String host, int port, String direct, boolean proxied) {
        ProxyChoice choice =
                new ProxyChoice(ProxySettings.of(new ProxySettings.Server("proxy", 3128, "", ""), List.of(direct)));
        assertThat(choice.choose("https", host, port).isPresent()).isEqualTo(proxied);
    }

    @Test
    void theProxyOfTheEnvironmentIsRead() {
        ProxySettings settings = ProxySettings.from(
                Map.of("HTTPS_PROXY", "http://j%40ne:p%3Aw+1@proxy.example:3128", "no_proxy", "a.example, b.example"),
                Map.of("http.proxyHost", "old.example", "http.proxyPort", "8080"));
        assertThat(settings.https()).contains(new ProxySettings.Server("proxy.example", 3128, "j@ne", "p:w+1"));
        assertThat(settings.http()).contains(new ProxySettings.Server("old.example", 8080, "", ""));
        assertThat(settings.direct()).containsExactly("a.example", "b.example");
        assertThat(settings.toString()).doesNotContain("p:w");
        assertThat(ProxySettings.from(Map.of(), Map.of())).isEqualTo(ProxySettings.NONE);
    }

    @Test
    void challengesAreReadHoweverTheyAreWritten() {
        assertThat(Challenge.choose(
                        List.of("Basic realm=\"x\", Bearer scope=\"a b\" , realm=\"https://t/\\\"q\",service=s")))
                .contains(new Challenge("bearer", Map.of("scope", "a b", "realm", "https://t/\"q", "service", "s")));
        assertThat(Challenge.choose(List.of("Negotiate", "Basic"))).contains(new Challenge("basic", Map.of()));
        assertThat(Challenge.choose(List.of("Negotiate abc=="))).isEmpty();
        assertThat(Challenge.choose(List.of("", "\"", "=,=", "Bearer realm=\"unterminated"))
                        .map(Challenge::scheme))
                .isEqualTo(Optional.of("bearer"));
    }
}
