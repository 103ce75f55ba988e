package io.jenkins.plugins.imagepolicy.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --explain shows what the policy saw | the image's page shows what the policy saw
            Give the Secret beside the policies, or its key as credential (secrets, --secret a/b=FILE) | Give the Secret beside the policies, or its key as credential (secrets)
            Give credentials (registries, --registry-config) and check their scope. | Give credentials (registries) and check their scope.
            Give its images with --image, or use another policy | Give its images with the parameter images, or use another policy
            as a PEM file (--ca-cert), or plain HTTP (--insecure-registry) | as a PEM file (caCertificates), or plain HTTP (registries: insecure)
            Raise --timeout | Raise the parameter timeoutSeconds
            Sign again: cosign sign --new-bundle-format=false --key k | Sign again: cosign sign --new-bundle-format=false --key k
            Sign with a log or with --timestamp-server-url | Sign with a log or with --timestamp-server-url
            cosign attest --type slsaprovenance --predicate p | cosign attest --type slsaprovenance --predicate p
            Nothing to say -- really | Nothing to say -- really
            a $1 \\ {0} --images | a $1 \\ {0} the parameter imageFiles
            """)
    void namesTheParametersOfTheStep(String remedy, String shown) {
        assertThat(Remedies.inJenkins(remedy)).isEqualTo(shown);
    }
}
