package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of {@code key.kms} (source: policy-controller pkg/apis/policy/common, sigstore pkg/signature/kms/aws). */
final class KmsReference {
    private static final List<String> SCHEMES = List.of("awskms://", "azurekms://", "hashivault://", "gcpkms://");
    private static final String ARN = "arn:(?:aws|aws-us-gov|aws-cn):kms:[a-z0-9-]+:\\d{12}:";
    private static final String UUID =
            "(?:mrk-)?[A-Fa-f0-9]{8}-?[A-Fa-f0-9]{4}-?[A-Fa-f0-9]{4}-?[A-Fa-f0-9]{4}-?[A-Fa-f0-9]{12}";
    private static final Pattern AWS =
            Pattern.compile("awskms://[^/]*/(?:" + UUID + "|" + ARN + "key/" + UUID + "|alias/.*|" + ARN + "alias/.*)");
    private static final String SHAPE =
            "kms key should be in the format awskms://[ENDPOINT]/[ID/ALIAS/ARN] (endpoint optional)";

    private KmsReference() {}

    /** What is wrong with the reference; empty when nothing is. */
    static Optional<String> problem(String kms) {
        if (SCHEMES.stream().noneMatch(kms::startsWith)) {
            return Optional.of("malformed KMS format, should be prefixed by any of the supported providers: ["
                    + String.join(" ", SCHEMES) + "]");
        }
        return kms.startsWith("awskms://") ? aws(kms) : Optional.empty();
    }

    private static Optional<String> aws(String kms) {
        String[] parts = kms.split("/", -1);
        if (parts.length < 4) {
            return Optional.of(
                    "malformed AWS KMS format 'awskms://$ENDPOINT/$KEYID', should be conformant with KMS standard"
                            + " documented here: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id");
        }
        String endpoint = parts[2];
        if (!AWS.matcher(kms).matches() || endpoint.startsWith("arn") || endpoint.startsWith("alias")) {
            return Optional.of(SHAPE);
        }
        Optional<String> badEndpoint = endpoint.isEmpty() ? Optional.empty() : hostPort(endpoint);
        if (badEndpoint.isPresent()) {
            return badEndpoint.map(problem -> "malformed endpoint: " + problem);
        }
        String arn = parts[3];
        if (!arn.startsWith("arn:")) {
            return Optional.of("failed to parse either key or alias arn: arn: invalid prefix");
        }
        return arn.split(":", 6).length < 6
                ? Optional.of("failed to parse either key or alias arn: arn: not enough sections")
                : Optional.empty();
    }

    /** Go's net.SplitHostPort, in its words. */
    private static Optional<String> hostPort(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return Optional.of("address " + address + ": missing port in address");
        }
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            if (end < 0) {
                return Optional.of("address " + address + ": missing ']' in address");
            }
            if (end + 1 == address.length()) {
                return Optional.of("address " + address + ": missing port in address");
            }
            return end + 1 == colon
                    ? Optional.empty()
                    : Optional.of("address " + address + ": "
                            + (address.charAt(end + 1) == ':'
                                    ? "too many colons in address"
                                    : "missing port in address"));
        }
        return address.indexOf(':') == colon
                ? Optional.empty()
                : Optional.of("address " + address + ": too many colons in address");
    }
}
