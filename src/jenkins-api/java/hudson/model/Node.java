package hudson.model;

import hudson.FilePath;

public abstract class Node {
    public abstract FilePath getRootPath();

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }
}
