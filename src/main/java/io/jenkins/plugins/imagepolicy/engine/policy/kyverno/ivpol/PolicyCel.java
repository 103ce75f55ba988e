package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.google.protobuf.Timestamp;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelBudget;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelEnvironment;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelValues;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.ImageData;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.VariableException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The CEL environment of one policy; its functions work for the evaluation that the calling thread is in. */
final class PolicyCel {
    /** What an evaluation's functions use, and what its expressions may cost together. */
    record Running(Verifications verifications, Judging judging, CelBudget budget) {}

    private final CelEnvironment environment;
    private final CelEnvironment references;
    private final Companions companions;
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    /** @param json whether the policy judges JSON payloads, which have no request and no cluster around them */
    PolicyCel(boolean json, Companions companions) {
        this.companions = companions;
        CelEnvironment.Builder builder = CelEnvironment.builder()
                .variable("object", SimpleType.DYN)
                .variable("images", MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)))
                .variable("attestors", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .variable("attestations", MapType.create(SimpleType.STRING, SimpleType.STRING));
        CelImage.addTo(builder);
        verification(builder);
        if (!json) {
            builder.variable("oldObject", SimpleType.DYN)
                    .variable("request", SimpleType.DYN)
                    .variable("namespaceObject", SimpleType.DYN)
                    .variable("variables", MapType.create(SimpleType.STRING, SimpleType.DYN));
            resources(builder);
        }
        this.environment = builder.build();
        CelEnvironment.Builder reference = CelEnvironment.builder().variable("ref", SimpleType.STRING);
        CelImage.addTo(reference);
        this.references = reference.build();
    }

    CelEnvironment.Compiled compile(String expression) throws CelException {
        return environment.compile(expression);
    }

    /** The value of an expression, at the cost of the evaluation that the thread is in. */
    Object evaluate(String expression, Map<String, ?> scope) throws CelException {
        return environment.compile(expression).evaluate(scope, budget());
    }

    /** Whether an expression of {@code matchImageReferences} holds for an image. */
    boolean refersTo(String expression, String image) throws CelException {
        return references.compile(expression).test(Map.of("ref", image), budget());
    }

    /** Whether a condition holds. */
    boolean test(String expression, Map<String, ?> scope) throws CelException {
        return environment.compile(expression).test(scope, budget());
    }

    private CelBudget budget() {
        Running now = running.get();
        return now == null ? CelBudget.standard() : now.budget();
    }

    /** An expression of {@code matchImageReferences}, which sees {@code ref} alone. */
    CelEnvironment.Compiled compileReference(String expression) throws CelException {
        return references.compile(expression);
    }

    void enter(Running evaluation) {
        running.set(evaluation);
    }

    void leave() {
        running.remove();
    }

    private Running current() throws CelFunction.Failure {
        Running now = running.get();
        if (now == null) {
            throw new CelFunction.Failure("images are verified in validations only");
        }
        return now;
    }

    /** A function that asks a registry, whose time is bounded by its own limits. */
    @FunctionalInterface
    private interface Asking {
        Object of(Running running, Object[] arguments) throws CelFunction.Failure;
    }

    private CelFunction.Body asking(Asking asking) {
        return arguments -> {
            Running now = current();
            return now.budget().outside(() -> asking.of(now, arguments));
        };
    }

    private void verification(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global(
                        "verifyImageSignatures",
                        SimpleType.INT,
                        asking((now, a) -> now.verifications().signatures((String) a[0], (List<?>) a[1])),
                        SimpleType.STRING,
                        String.class,
                        ListType.create(SimpleType.DYN),
                        List.class))
                .function(CelFunction.global(
                        "verifyAttestationSignatures",
                        SimpleType.INT,
                        asking((now, a) ->
                                now.verifications().attestations((String) a[0], (String) a[1], (List<?>) a[2])),
                        SimpleType.STRING,
                        String.class,
                        SimpleType.STRING,
                        String.class,
                        ListType.create(SimpleType.DYN),
                        List.class))
                .function(CelFunction.global(
                        "extractPayload",
                        SimpleType.DYN,
                        a -> CelValues.of(current().verifications().payload((String) a[0], (String) a[1])),
                        SimpleType.STRING,
                        String.class,
                        SimpleType.STRING,
                        String.class))
                .function(CelFunction.global(
                        "time.now",
                        SimpleType.TIMESTAMP,
                        a -> timestamp(current().judging().now())));
        for (String name : List.of("getImageData", "image.GetMetadata", "image.getMetadata")) {
            builder.function(CelFunction.global(
                    name,
                    SimpleType.DYN,
                    asking((now, a) -> imageData((String) a[0])),
                    SimpleType.STRING,
                    String.class));
        }
    }

    private Object imageData(String image) throws CelFunction.Failure {
        try {
            return CelValues.of(new ImageData(current().judging())
                    .read(current().verifications().resolve(image)));
        } catch (RegistryException | VariableException e) {
            throw new CelFunction.Failure(e.getMessage(), e);
        }
    }

    /** Resources of the cluster, as far as they are given beside the policy. */
    private void resources(CelEnvironment.Builder builder) {
        for (String name : List.of("resource.Get", "resource.get")) {
            builder.function(CelFunction.global(
                    name,
                    SimpleType.DYN,
                    a -> resource((String) a[0], (String) a[1], (String) a[2], (String) a[3]),
                    SimpleType.STRING,
                    String.class,
                    SimpleType.STRING,
                    String.class,
                    SimpleType.STRING,
                    String.class,
                    SimpleType.STRING,
                    String.class));
        }
    }

    private Object resource(String apiVersion, String plural, String namespace, String name)
            throws CelFunction.Failure {
        for (Document document : companions.documents()) {
            boolean same = document.content().path("apiVersion").asText().equals(apiVersion)
                    && Resources.plural(document.content().path("kind").asText())
                            .equals(plural)
                    && document.content().at("/metadata/name").asText().equals(name);
            String written = document.content().at("/metadata/namespace").asText();
            if (same && (written.isEmpty() || written.equals(namespace))) {
                return CelValues.of(document.content());
            }
        }
        throw new CelFunction.Failure("the resource " + plural + " " + namespace + "/" + name
                + " is not given; the gate has no cluster to ask, put it beside the policy");
    }

    /** Attestors and attestations as expressions see them. */
    static Map<String, Object> named(com.fasterxml.jackson.databind.JsonNode list, boolean namesOnly) {
        Map<String, Object> named = new java.util.LinkedHashMap<>();
        list.forEach(item -> {
            String name = item.path("name").asText();
            named.put(name, namesOnly ? name : Map.of("name", name));
        });
        return named;
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
