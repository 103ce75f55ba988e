package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.List;

/** What one authority of a policy found. */
public final class AuthorityRow {
    private final String name;
    private final String verdict;
    private final List<Signer> signers;
    private final List<SearchStep> searched;
    private final List<ReasonRow> reasons;

    AuthorityRow(
            String name, String verdict, List<Signer> signers, List<SearchStep> searched, List<ReasonRow> reasons) {
        this.name = name;
        this.verdict = verdict;
        this.signers = List.copyOf(signers);
        this.searched = List.copyOf(searched);
        this.reasons = List.copyOf(reasons);
    }

    public String getName() {
        return name;
    }

    public String getVerdict() {
        return verdict;
    }

    public List<Signer> getSigners() {
        return signers;
    }

    public List<SearchStep> getSearched() {
        return searched;
    }

    public List<ReasonRow> getReasons() {
        return reasons;
    }

    /** Who signed, as verified. */
    public static final class Signer {
        private final String identity;
        private final String issuer;
        private final String signedAt;
        private final String artefact;

        Signer(String identity, String issuer, String signedAt, String artefact) {
            this.identity = identity;
            this.issuer = issuer;
            this.signedAt = signedAt;
            this.artefact = artefact;
        }

        public String getIdentity() {
            return identity;
        }

        /** Empty for keys. */
        public String getIssuer() {
            return issuer;
        }

        /** ISO 8601; empty without a trusted time. */
        public String getSignedAt() {
            return signedAt;
        }

        public String getArtefact() {
            return artefact;
        }
    }

    /** One place that was looked at. */
    public static final class SearchStep {
        private final String where;
        private final String result;

        SearchStep(String where, String result) {
            this.where = where;
            this.result = result;
        }

        public String getWhere() {
            return where;
        }

        public String getResult() {
            return result;
        }
    }
}
