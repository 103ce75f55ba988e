package hudson.security;

public interface AccessControlled {
    default void checkPermission(Permission permission) {
        if (!hasPermission(permission)) {
            throw new SecurityException("missing " + permission);
        }
    }

    default boolean hasPermission(Permission permission) {
        return Permission.GRANTED.contains(permission);
    }
}
