package io.jenkins.plugins.imagepolicy.engine.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {
    private static ManifestSet read(String text) {
        return Manifests.read(new SourceText("m.yaml", text), "team-a");
    }

    private static Workload one(String text) {
        ManifestSet set = read(text);
        assertThat(set.diagnostics()).isEmpty();
        assertThat(set.workloads()).hasSize(1);
        return set.workloads().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Pod, spec",
        "v1, PodTemplate, template.spec",
        "v1, ReplicationController, spec.template.spec",
        "apps/v1, Deployment, spec.template.spec",
        "apps/v1, ReplicaSet, spec.template.spec",
        "apps/v1, StatefulSet, spec.template.spec",
        "apps/v1, DaemonSet, spec.template.spec",
        "apps/v1beta2, Deployment, spec.template.spec",
        "extensions/v1beta1, DaemonSet, spec.template.spec",
        "batch/v1, Job, spec.template.spec",
        "batch/v1, CronJob, spec.jobTemplate.spec.template.spec",
        "batch/v1beta1, CronJob, spec.jobTemplate.spec.template.spec",
        "serving.knative.dev/v1, Service, spec.template.spec",
        "serving.knative.dev/v1, Configuration, spec.template.spec",
        "serving.knative.dev/v1, Revision, spec"
    })
    void findsThePodOfEveryKind(String apiVersion, String kind, String path) {
        String json = "{\"containers\": [{\"name\": \"c\", \"image\": \"app:1\"}]}";
        for (String part : new StringBuilder(path).reverse().toString().split("\\.")) {
            json = "{\"" + new StringBuilder(part).reverse() + "\": " + json + "}";
        }
        Workload workload =
                one("{\"apiVersion\": \"" + apiVersion + "\", \"kind\": \"" + kind + "\", " + json.substring(1));
        assertThat(workload.podSpec()).contains(JsonPointer.compile("/" + path.replace('.', '/')));
        assertThat(workload.images()).singleElement().satisfies(use -> {
            assertThat(use.image()).isEqualTo("app:1");
            assertThat(use.path()).isEqualTo(path + ".containers[0].image");
            assertThat(workload.resource().at(use.pointer()).asText()).isEqualTo("app:1");
        });
    }

    @Test
    void findsImagesOfAllRolesWithTheirPlaces() {
        Workload workload = one("""
                # rendered
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  template:
                    spec:
                      containers:
                        - name: c
                          image: app:1
                      initContainers:
                        - {name: i, image: "init@sha256:00"}
                      ephemeralContainers:
                        - {name: e, image: debug}
                      volumes:
                        - name: v
                          image: {reference: data:2}
                        - name: w
                          image: {reference: ""}
                        - {name: x, configMap: {name: y}}
                """);
        assertThat(workload.title()).isEqualTo("Deployment shop/web");
        assertThat(workload.namespaceWritten()).isTrue();
        assertThat(workload.images().stream()
                        .map(u -> u.role() + " " + u.container() + " " + u.path() + " " + u.line() + ":" + u.column()))
                .containsExactly(
                        "INIT_CONTAINER i spec.template.spec.initContainers[0].image 12:28",
                        "CONTAINER c spec.template.spec.containers[0].image 10:18",
                        "EPHEMERAL_CONTAINER e spec.template.spec.ephemeralContainers[0].image 14:28",
                        "VOLUME v spec.template.spec.volumes[0].image.reference 17:30");
    }

    @Test
    void readsListsOfAnyDepthAndSeveralDocuments() {
        ManifestSet set = read("""
                ---
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Service
                  metadata: {name: s}
                - apiVersion: v1
                  kind: List
                  items:
                  - apiVersion: v1
                    kind: Pod
                    metadata: {generateName: p-}
                    spec: {containers: [{image: a}]}
                ---
                apiVersion: apps/v1
                kind: DeploymentList
                items:
                - metadata: {name: d}
                  spec: {template: {spec: {containers: [{image: b}]}}}
                """);
        assertThat(set.diagnostics()).isEmpty();
        assertThat(set.workloads().stream().map(Workload::title))
                .containsExactly("Service team-a/s", "Pod team-a/p-", "Deployment team-a/d");
        Workload pod = set.workloads().get(1);
        assertThat(pod.at()).hasToString("/items/1/items/0");
        assertThat(pod.namespaceWritten()).isFalse();
        assertThat(pod.images().get(0).line()).isEqualTo(14);
        assertThat(set.workloads().get(2).resource().path("kind").asText()).isEqualTo("Deployment");
        assertThat(set.workloads().get(2).images().get(0).line()).isEqualTo(20);
    }

    @Test
    void unknownKindsStayAndContainersInThemAreNoted() {
        ManifestSet set = read("""
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: r}
                spec:
                  template:
                    spec:
                      containers: [{name: c, image: x}]
                """);
        assertThat(set.workloads()).singleElement().satisfies(w -> {
            assertThat(w.podSpec()).isEmpty();
            assertThat(w.images()).isEmpty();
        });
        assertThat(set.hasErrors()).isFalse();
        assertThat(set.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.NOTE);
            assertThat(d.code()).isEqualTo(Manifests.KIND_NOT_COVERED);
            assertThat(d.line()).isEqualTo(7);
        });
        assertThat(
                        read("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, spec: {containers: {image: {type: string}}}}")
                                .diagnostics())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}|names no image",
                "{apiVersion: v1, kind: Pod, spec: {containers: [{image: ''}]}}|no text",
                "{apiVersion: v1, kind: Pod, spec: {containers: [{image: 12}]}}|no text",
                "{apiVersion: v1, kind: Pod, spec: {containers: {image: a}}}|no list",
                "{apiVersion: v1, kind: Pod, spec: {containers: [a]}}|no mapping",
                "{apiVersion: v1, kind: Pod, spec: {volumes: [{image: {reference: [a]}}]}}|no text",
                "{apiVersion: v1, kind: Pod}|no spec",
                "{apiVersion: apps/v1, kind: Deployment, spec: {}}|no spec.template.spec",
                "{apiVersion: v1, kind: List, items: a}|no list",
                "{apiVersion: v1, kind: List, items: [a]}|no mapping",
                "{kind: Pod, spec: {containers: [{image: a}]}}|no apiVersion",
                "{image: {repository: a}}|no kind",
                "[1]|no mapping",
                "a: [|Malformed"
            })
    void whatIsNoKubernetesResourceIsAnError(String text, String message) {
        ManifestSet set = read(text);
        assertThat(set.hasErrors()).isTrue();
        assertThat(set.diagnostics().stream().map(Diagnostic::message)).anyMatch(m -> m.contains(message));
        assertThat(set.diagnostics()).allMatch(d -> d.line() == 1);
    }

    @Test
    void aFaultHidesNoOtherImage() {
        ManifestSet set = read("{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}, {name: b, image: x}]}}");
        assertThat(set.hasErrors()).isTrue();
        assertThat(set.workloads().get(0).images()).hasSize(1);
    }

    @Test
    void kindsOfTheCluster() {
        JsonNode table = CipTables.json("engine/image-extraction.json");
        CipTables.run("kinds with pods", table.path("kinds"), Map.of(), row -> {
            String spec = row.path("podSpecPath").asText();
            assertThat(PodKinds.podSpec(
                            row.path("apiVersion").asText(), row.path("kind").asText()))
                    .contains(JsonPointer.compile("/" + spec.replace('.', '/')));
        });
    }

    /**
     * The cluster refuses images without a digest; a pipeline resolves them, and refuses what cannot be resolved. Here: every image
     * that the cluster names by its path is found at that path.
     */
    @Test
    void imagesOfTheCluster() {
        JsonNode cases = CipTables.json("engine/image-extraction.json").path("cases");
        CipTables.run("image extraction", cases, Map.of(), row -> {
            ManifestSet set =
                    read("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": " + row.path("podSpec") + "}");
            assertThat(set.diagnostics()).isEmpty();
            List<String> paths = set.workloads().get(0).images().stream()
                    .map(use -> use.path().replace(".reference", ""))
                    .toList();
            for (JsonNode error : row.path("errors")) {
                String first = error.asText().lines().findFirst().orElseThrow();
                for (String path : first.substring(first.indexOf(": spec.") + 2).split(", ")) {
                    assertThat(paths).contains(path);
                }
            }
        });
    }
}
