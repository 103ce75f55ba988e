package io.jenkins.plugins.imagepolicy.jenkins.step;

import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.config.NoMatch;
import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A step's parameters with the administrator's defaults where the step is silent, and the strict choice where both are. */
record GateSettings(
        NoMatch noMatch,
        Reaction onViolation,
        Reaction onError,
        boolean offline,
        List<RegistryEntry> registries,
        String defaultTrustRoot) {
    static GateSettings of(VerifyImagePolicyStep step, ImagePolicyConfiguration defaults) {
        return new GateSettings(
                NoMatch.of(step.getNoMatch())
                        .or(() -> NoMatch.of(defaults.getNoMatch()))
                        .orElse(NoMatch.DENY),
                Reaction.of("onViolation", step.getOnViolation())
                        .or(() -> Reaction.of("onViolation", defaults.getOnViolation()))
                        .orElse(Reaction.FAIL),
                Reaction.of("onError", step.getOnError())
                        .or(() -> Reaction.of("onError", defaults.getOnError()))
                        .orElse(Reaction.FAIL),
                step.isOffline() || defaults.isOffline(),
                merged(defaults.getRegistries(), step.getRegistries()),
                defaults.getTrustRootCredentialsId());
    }

    /** The step's entry for a host takes the place of the administrator's. */
    private static List<RegistryEntry> merged(List<RegistryEntry> defaults, List<RegistryEntry> own) {
        Map<String, RegistryEntry> byHost = new LinkedHashMap<>();
        defaults.forEach(entry -> byHost.put(entry.getHost().toLowerCase(Locale.ROOT), entry));
        own.forEach(entry -> byHost.put(entry.getHost().toLowerCase(Locale.ROOT), entry));
        return new ArrayList<>(byHost.values());
    }
}
