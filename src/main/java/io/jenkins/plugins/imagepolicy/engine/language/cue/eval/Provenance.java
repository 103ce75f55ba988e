package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/**
 * What a conjunct carries for closedness and for cycles. {@code embedding} and {@code outer} are the nearest embedding and the
 * nearest struct around embeddings; {@code trail} lists the references that led here.
 */
record Provenance(
        Origin origin,
        Origin embedding,
        Origin outer,
        boolean fromDefinition,
        boolean fromEmbedding,
        CycleType cycle,
        Trail trail) {
    static final Provenance NONE = new Provenance(null, null, null, false, false, CycleType.NONE, null);

    /** How far a conjunct is part of a structural cycle. */
    enum CycleType {
        NONE,
        OPTIONAL,
        MAYBE,
        CYCLIC
    }

    /** A reference followed on the way: {@code to} is its target, {@code node} the node it was a conjunct of. */
    record Trail(Node to, Node node, int depth, Trail next) {}

    Provenance field() {
        return fromEmbedding ? new Provenance(origin, embedding, outer, fromDefinition, false, cycle, trail) : this;
    }

    Provenance withDefinition(boolean definition) {
        return definition == fromDefinition
                ? this
                : new Provenance(origin, embedding, outer, definition, fromEmbedding, cycle, trail);
    }

    Provenance withEmbedding(boolean embedded) {
        return embedded == fromEmbedding
                ? this
                : new Provenance(origin, embedding, outer, fromDefinition, embedded, cycle, trail);
    }

    Provenance withOrigin(Origin next) {
        return new Provenance(next, embedding, outer, fromDefinition, fromEmbedding, cycle, trail);
    }

    Provenance inEmbedding(Origin next) {
        return new Provenance(next, next, outer, fromDefinition, fromEmbedding, cycle, trail);
    }

    Provenance inStruct(Origin next) {
        return new Provenance(next, embedding, next, fromDefinition, fromEmbedding, cycle, trail);
    }

    Provenance optional() {
        return cycle == CycleType.NONE ? withCycle(CycleType.OPTIONAL, trail) : this;
    }

    Provenance withCycle(CycleType type, Trail newTrail) {
        return new Provenance(origin, embedding, outer, fromDefinition, fromEmbedding, type, newTrail);
    }

    boolean isCyclic() {
        return cycle == CycleType.CYCLIC;
    }
}
