package com.cloudbees.plugins.credentials.domains;

import java.io.Serializable;

public class DomainRequirement implements Serializable {
    private final String uri;

    public DomainRequirement() {
        this("");
    }

    public DomainRequirement(String uri) {
        this.uri = uri;
    }

    @Override
    public String toString() {
        return uri;
    }
}
