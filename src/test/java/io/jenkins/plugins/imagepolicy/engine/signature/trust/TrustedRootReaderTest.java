package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedRootReaderTest {
    @Test
    void readsThePublicGoodRoot() throws Exception {
        TrustedRoot root = PublicGood.trustedRoot();
        assertThat(root.certificateAuthorities()).hasSize(2);
        assertThat(root.certificateAuthorities().get(1).chain()).hasSize(2);
        assertThat(root.transparencyLogs())
                .extracting(TransparencyLog::keyDetails)
                .containsExactly("PKIX_ECDSA_P256_SHA_256", "PKIX_ED25519");
        assertThat(root.transparencyLogs().get(0).keyId())
                .isEqualTo("c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d")
                .isEqualTo(Keys.fingerprint(root.transparencyLogs().get(0).key()));
        assertThat(root.ctLogs()).hasSize(2);
        assertThat(root.ctLogs().get(0).validity().contains(Instant.parse("2022-11-01T00:00:00Z")))
                .isFalse();
        assertThat(root.timestampAuthorities()).hasSize(1);
    }

    @Test
    void publicGoodRootGrowsOld() {
        assertThat(PublicGood.isOld(PublicGood.DATED.plus(Duration.ofDays(179))))
                .isFalse();
        assertThat(PublicGood.isOld(PublicGood.DATED.plus(Duration.ofDays(181))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "mediaType"|"kind"|unknown field 'kind'
            "start": "2021-01-12T11:53:27Z"|"end": "2021-01-12T11:53:27Z"|lacks 'start'
            2021-01-12T11:53:27Z|yesterday|no time
            trustedroot+json;version=0.1|bundle+json;version=0.1|mediaType
            "tlogs": [|"tlogs": [],"tlogs": [|Duplicate
            MFkwEwYHKoZIzj0C|MFkwEwYHKoZIzj0%|not base64
            MFkwEwYHKoZIzj0C|MFkwEwYHKoZIzj0D|key
            """)
    void refusesWhatIsNotARoot(String from, String to, String message) throws Exception {
        String root = new String(
                PublicGood.class
                        .getResourceAsStream("public-good-trusted-root.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(root).contains(from);
        byte[] changed =
                root.replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> TrustedRootReader.read("root.json", changed))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("root.json")
                .hasMessageContaining(message);
    }
}
