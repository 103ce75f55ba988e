package io.jenkins.plugins.imagepolicy.engine.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import java.util.Optional;

/** The kinds of Kubernetes and Knative that carry a pod, and where. A group's versions are not told apart. */
final class PodKinds {
    private static final JsonPointer SPEC = JsonPointer.compile("/spec");
    private static final JsonPointer TEMPLATE = JsonPointer.compile("/spec/template/spec");
    private static final JsonPointer BARE_TEMPLATE = JsonPointer.compile("/template/spec");
    private static final JsonPointer JOB_TEMPLATE = JsonPointer.compile("/spec/jobTemplate/spec/template/spec");
    private static final Map<String, JsonPointer> APPS =
            Map.of("Deployment", TEMPLATE, "ReplicaSet", TEMPLATE, "StatefulSet", TEMPLATE, "DaemonSet", TEMPLATE);
    private static final Map<String, Map<String, JsonPointer>> BY_GROUP = Map.of(
            "", Map.of("Pod", SPEC, "PodTemplate", BARE_TEMPLATE, "ReplicationController", TEMPLATE),
            "apps", APPS,
            "extensions", APPS,
            "batch", Map.of("Job", TEMPLATE, "CronJob", JOB_TEMPLATE),
            "serving.knative.dev", Map.of("Service", TEMPLATE, "Configuration", TEMPLATE, "Revision", SPEC));

    private PodKinds() {}

    static Optional<JsonPointer> podSpec(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return Optional.ofNullable(BY_GROUP.getOrDefault(group, Map.of()).get(kind));
    }
}
