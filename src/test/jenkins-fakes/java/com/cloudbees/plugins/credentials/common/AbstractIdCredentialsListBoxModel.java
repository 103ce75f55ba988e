package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.ListBoxModel;
import java.util.List;
import org.springframework.security.core.Authentication;

public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        add("- none -", "");
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            Item item,
            Class<? extends C> type,
            List<DomainRequirement> requirements,
            CredentialsMatcher matcher) {
        for (IdCredentials credentials : CredentialsProvider.STORE) {
            if (type.isInstance(credentials) && matcher.matches(credentials)) {
                add(credentials.getId(), credentials.getId());
            }
        }
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            ItemGroup group,
            Class<? extends C> type,
            List<DomainRequirement> requirements,
            CredentialsMatcher matcher) {
        return includeMatchingAs(authentication, (Item) null, type, requirements, matcher);
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(String value) {
        if (stream().noneMatch(option -> option.value.equals(value))) {
            add("- current -", value);
        }
        return this;
    }
}
