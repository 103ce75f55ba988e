package io.jenkins.plugins.imagepolicy.engine.signature.artefact;

import java.security.cert.X509Certificate;
import java.util.List;

/** What an artefact says of the key that made its signature. */
public sealed interface KeyMaterial {
    /** @param chain further certificates in the artefact; at most a help to find the way to a trusted root */
    record Certificate(X509Certificate leaf, List<X509Certificate> chain) implements KeyMaterial {
        public Certificate {
            chain = List.copyOf(chain);
        }
    }

    /** The name of a key that both sides know. */
    record Hint(String hint) implements KeyMaterial {}

    record None() implements KeyMaterial {}
}
