package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

/** Group, version and kind of a resource; group and subresource may be empty. */
public record ResourceKind(String group, String version, String kind, String subresource) {
    public static ResourceKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind, "");
    }
}
