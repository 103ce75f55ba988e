package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/** A reference to a definition, an embedding or a struct around embeddings that begins at a node. */
final class Group {
    final Node source;
    final Origin origin;
    final Origin parent;
    final Origin embedding;
    boolean ignored;
    boolean recursive;

    Group(Node source, Origin origin, Origin parent, Origin embedding, boolean ignored, boolean recursive) {
        this.source = source;
        this.origin = origin;
        this.parent = parent;
        this.embedding = embedding;
        this.ignored = ignored;
        this.recursive = recursive;
    }

    Group copy() {
        return new Group(source, origin, parent, embedding, ignored, recursive);
    }
}
