package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import java.util.regex.Pattern;

/** Name of a namespaced Kubernetes object, alone or after its namespace and a slash (RFC 1123 subdomain and label). */
public final class KubernetesName {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    private KubernetesName() {}

    public static boolean isValid(String name) {
        return name != null && NAME.matcher(name.strip()).matches();
    }
}
