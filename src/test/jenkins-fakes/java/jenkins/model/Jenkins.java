package jenkins.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;

public class Jenkins implements AccessControlled {
    public static final Permission ADMINISTER = Permission.named("Jenkins.ADMINISTER");
    public static final Permission MANAGE = Permission.named("Jenkins.MANAGE");

    public static Jenkins get() {
        return new Jenkins();
    }
}
