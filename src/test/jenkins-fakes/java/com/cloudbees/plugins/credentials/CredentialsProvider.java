package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Run;
import hudson.security.Permission;
import java.util.ArrayList;
import java.util.List;

public abstract class CredentialsProvider {
    public static final Permission USE_ITEM = Permission.named("Credentials.USE_ITEM");

    /** What builds find, and the choices of forms. */
    public static final List<IdCredentials> STORE = new ArrayList<>();
    /** What was recorded as used. */
    public static final List<String> TRACKED = new ArrayList<>();
    /** What was asked for. */
    public static final List<List<DomainRequirement>> ASKED = new ArrayList<>();

    public static <C extends IdCredentials> C findCredentialById(
            String id, Class<C> type, Run<?, ?> run, List<DomainRequirement> requirements) {
        ASKED.add(requirements);
        return STORE.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(credentials -> credentials.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    public static <C extends Credentials> C track(Run build, C credentials) {
        TRACKED.add(((IdCredentials) credentials).getId());
        return credentials;
    }
}
