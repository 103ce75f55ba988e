package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.time.Instant;

/** A family of policy resources that the gate can load. */
public interface PolicyKind {
    /** Whether resources of this {@code apiVersion} and {@code kind} are this family's to load, policies and companions alike. */
    boolean claims(String apiVersion, String kind);

    /** Validates one claimed document and hands the policy, if it is one, and all diagnostics to {@code loaded}. */
    void load(Document document, Companions companions, LoadOptions options, Loaded loaded);

    /** Receives what loading finds. */
    interface Loaded {
        void policy(Policy policy);

        void diagnostic(io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic diagnostic);
    }

    /**
     * What loading may do.
     *
     * @param offline nothing may be fetched ({@code policy.remote}, TUF mirrors)
     * @param now the time that counts for what expires
     */
    record LoadOptions(boolean offline, Instant now) {
        public LoadOptions(boolean offline) {
            this(offline, Instant.now());
        }
    }
}
