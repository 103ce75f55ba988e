package org.jenkinsci.plugins.docker.commons.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;

/** As far as the plugin docker-commons has it: its class is known by name alone, and its properties by their getters. */
public final class DockerServerCredentials implements StandardCredentials {
    private final String id;
    private final Secret key;
    private final String certificate;
    private final String authority;

    public DockerServerCredentials(String id, Secret key, String certificate, String authority) {
        this.id = id;
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    @Override
    public String getId() {
        return id;
    }

    public Secret getClientKeySecret() {
        return key;
    }

    public String getClientCertificate() {
        return certificate;
    }

    public String getServerCaCertificate() {
        return authority;
    }
}
