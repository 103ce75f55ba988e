package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What makes two findings of different runs the same: repository, policy, authority and code, and for a policy's own
 * rejection its message, so that a new vulnerability is not taken for the one that is known. Digests and times in the message
 * do not count, as they change with every build.
 */
final class Fingerprint {
    private static final Pattern MOVING = Pattern.compile(
            "sha256:[0-9a-f]{64}|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private Fingerprint() {}

    static String of(Finding finding) {
        ReasonCode code = finding.reason().code();
        boolean told = code == ReasonCode.POLICY_REJECTED || code == ReasonCode.ATTESTATION_REJECTED;
        String message = finding.reason().message();
        if (told && !finding.image().image().isEmpty()) {
            message = message.replace(finding.image().image(), "image");
        }
        String identity = String.join(
                "\0",
                repository(finding.image()),
                finding.policy().kind(),
                finding.policy().policy(),
                finding.reason().authority(),
                code.name(),
                told ? MOVING.matcher(message).replaceAll("*") : "");
        return Digest.of(identity.getBytes(StandardCharsets.UTF_8)).hex();
    }

    static String repository(GateReport.ImageReport image) {
        int at = image.resolved().lastIndexOf("@sha256:");
        if (at > 0) {
            return image.resolved().substring(0, at);
        }
        try {
            return ImageReference.parse(image.image()).repository().toString();
        } catch (InvalidReferenceException e) {
            return image.image(); // what cannot be parsed is known by its text alone
        }
    }
}
