package hudson.tasks;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;

public abstract class Builder implements Describable<Builder>, ExtensionPoint {
    protected Builder() {}

    public Descriptor<Builder> getDescriptor() {
        throw new UnsupportedOperationException();
    }
}
