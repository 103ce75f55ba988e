package hudson.model;

public abstract class Computer extends Actionable {
    public Node getNode() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public abstract Boolean isUnix();
}
