package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging.DefaultTrust;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.cosign.CosignVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What one run of the gate works with, made from its request. */
record GateServices(Registries registries, SignatureVerifier signatures, DefaultTrust defaultTrust)
        implements AutoCloseable {

    /** @param diagnostics hears that the trust root is old */
    static GateServices of(GateRequest request, List<Diagnostic> diagnostics) throws InputException {
        return new GateServices(
                new LazyRegistries(new RegistrySettings(request).read()),
                new CosignVerifier(),
                trust(request, diagnostics));
    }

    @Override
    public void close() {
        registries.close();
    }

    private static DefaultTrust trust(GateRequest request, List<Diagnostic> diagnostics) throws InputException {
        if (request.trustRoot().isEmpty()) {
            if (PublicGood.isOld(Instant.now())) {
                diagnostics.add(Diagnostic.warning(
                        "trust-root-old",
                        "",
                        "The public-good trust root that is shipped dates from " + PublicGood.DATED,
                        "Update the gate, or give a current trusted_root.json as trust root"));
            }
            return once(PublicGood::trustedRoot);
        }
        String name = request.trustRoot();
        String text = GivenIdentities.others(request).get(name);
        if (text == null) {
            WorkspaceFiles files = WorkspaceFiles.of(request);
            Path file = files.resolve(name);
            SourceText source = files.read(file);
            text = source.text();
        }
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return once(() -> TrustedRootReader.read(name, json));
    }

    private static DefaultTrust once(DefaultTrust reading) {
        return new DefaultTrust() {
            private TrustedRoot read;

            @Override
            public synchronized TrustedRoot get() throws TrustException {
                if (read == null) {
                    read = reading.get();
                }
                return read;
            }
        };
    }
}
