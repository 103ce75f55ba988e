package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces secrets in text that leaves the plugin. The engine prints none; this is the second line of defence against a
 * registry that sends a secret back in an error message.
 */
public final class Redactor implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String MASK = "****";
    /** Shorter texts would mask ordinary words; no registry accepts such a password. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    public Redactor(Collection<String> secrets) {
        List<String> masked = new ArrayList<>();
        for (String secret : secrets) {
            if (secret.strip().length() >= SHORTEST) {
                masked.add(secret);
                String quoted = quoted(secret);
                if (!quoted.equals(secret)) {
                    masked.add(quoted);
                }
            }
        }
        // The longest first, so that a secret that contains another one goes as a whole.
        masked.sort(Comparator.comparingInt(String::length).reversed());
        this.secrets = new ArrayList<>(masked);
    }

    public String redact(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }

    /** As it stands inside a JSON string. */
    private static String quoted(String secret) {
        return secret.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    @Override
    public String toString() {
        return "Redactor[" + secrets.size() + "]";
    }
}
