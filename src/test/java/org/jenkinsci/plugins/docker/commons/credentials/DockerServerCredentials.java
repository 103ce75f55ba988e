package org.jenkinsci.plugins.docker.commons.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;

/** Stands for the type of the plugin docker-commons, which the adapter knows by its name alone. */
public record DockerServerCredentials(String id) implements StandardCredentials {
    @Override
    public String getId() {
        return id;
    }
}
