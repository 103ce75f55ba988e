package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;

public interface Item extends AccessControlled {
    Permission CONFIGURE = Permission.named("Item.CONFIGURE");
    Permission READ = Permission.named("Item.READ");
    Permission EXTENDED_READ = Permission.named("Item.EXTENDED_READ");
    Permission WORKSPACE = Permission.named("Item.WORKSPACE");

    String getFullName();

    String getDisplayName();

    String getFullDisplayName();

    String getUrl();
}
