package hudson.security;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

public final class Permission {
    /** What the user of a test may do. */
    public static final Set<Permission> GRANTED = ConcurrentHashMap.newKeySet();

    private final String name;

    private Permission(String name) {
        this.name = name;
    }

    public static Permission named(String name) {
        return new Permission(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
