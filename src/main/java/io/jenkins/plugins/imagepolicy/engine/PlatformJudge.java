package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Platform;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges an image; when it is asked, the image of each platform of an index as well, as if it were used alone. The cluster asks for
 * the digest of the index only, so this is stricter ({@code cosign sign --recursive} signs all of them).
 */
final class PlatformJudge {
    private static final int DEEPEST = 4;
    private static final int MOST = 200;

    private final ImageJudge judge;
    private final boolean eachPlatform;

    PlatformJudge(ImageJudge judge, boolean eachPlatform) {
        this.judge = judge;
        this.eachPlatform = eachPlatform;
    }

    /** Reads the option {@code each-platform}: true or false. */
    static boolean isAsked(GateRequest request) throws InputException {
        String value = request.options().getOrDefault("each-platform", "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new InputException("each-platform takes true or false", "Correct the option each-platform");
        }
        return value.equals("true");
    }

    /** @throws RegistryException when the image of a platform could not be read */
    List<PolicyResult> judge(ResolvedImage image, List<Target.Place> places) throws RegistryException {
        List<PolicyResult> results = judge.judge(image, places);
        if (!eachPlatform) {
            return results;
        }
        Map<List<Object>, PolicyResult> all = new LinkedHashMap<>();
        results.forEach(result -> all.put(identity(result), result));
        for (Map.Entry<String, ResolvedImage> platform : platforms(image).entrySet()) {
            for (PolicyResult result : judge.judge(platform.getValue(), places)) {
                all.merge(identity(result), named(platform.getKey(), result), ImageJudge::fold);
            }
        }
        return List.copyOf(all.values());
    }

    private static List<Object> identity(PolicyResult result) {
        return List.of(result.kind(), result.policy(), result.file(), result.line());
    }

    private static PolicyResult named(String platform, PolicyResult result) {
        List<Reason> reasons = result.reasons().stream()
                .map(reason -> new Reason(
                        reason.code(),
                        platform + ": " + reason.message(),
                        reason.authority(),
                        reason.remedy(),
                        reason.waiver()))
                .toList();
        return new PolicyResult(
                result.policy(),
                result.kind(),
                result.file(),
                result.line(),
                result.mode(),
                result.verdict(),
                reasons,
                result.authorities(),
                result.explanation());
    }

    /** Images below an index by platform and digest; none of an image for one platform. */
    private static Map<String, ResolvedImage> platforms(ResolvedImage image) throws RegistryException {
        Map<String, ResolvedImage> found = new LinkedHashMap<>();
        List<Manifest> level = List.of(image.manifest());
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth > DEEPEST || found.size() > MOST) {
                throw unreadable(image, "is an index nested too deeply or of too many platforms");
            }
            List<Manifest> next = new ArrayList<>();
            for (Manifest index : level) {
                for (Descriptor child : index.manifests()) {
                    if (!isAttestation(child)) {
                        Manifest manifest = image.repository()
                                .manifest(child.digest())
                                .orElseThrow(
                                        () -> unreadable(image, "lists " + child.digest() + ", which is not there"));
                        next.add(manifest);
                        if (!manifest.isIndex()) {
                            found.put(name(child), new ResolvedImage(image.reference(), image.repository(), manifest));
                        }
                    }
                }
            }
            level = next;
        }
        return found;
    }

    private static String name(Descriptor child) {
        return child.platform().map(platform -> platform + " ").orElse("") + child.digest();
    }

    /** Whether no cluster would choose it to run, such as the attestations of BuildKit. */
    private static boolean isAttestation(Descriptor child) {
        return child.platform().map(Platform::os).filter("unknown"::equals).isPresent();
    }

    private static RegistryException unreadable(ResolvedImage image, String what) {
        return new RegistryException(
                ReasonCode.CONTENT_INVALID,
                image.canonical() + " " + what,
                "Push the image anew, with all its platforms");
    }
}
