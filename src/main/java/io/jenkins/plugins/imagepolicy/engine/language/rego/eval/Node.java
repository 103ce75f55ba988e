package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

/**
 * A step of a body. It calls what follows once for each of its solutions, so that backtracking is just returning.
 * {@link #run} answers true when no further solution is wanted.
 */
public abstract class Node {
    Node next;

    abstract boolean run(Frame frame);

    /** Puts the nodes in a row and returns the first. */
    public static Node chain(java.util.List<Node> nodes) {
        for (int i = 0; i + 1 < nodes.size(); i++) {
            nodes.get(i).follow(nodes.get(i + 1));
        }
        return nodes.get(0);
    }

    void follow(Node node) {
        next = node;
    }
}
