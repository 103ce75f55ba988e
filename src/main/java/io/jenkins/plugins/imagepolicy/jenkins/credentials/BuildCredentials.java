package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.AbortException;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The credentials that one build may use: those of its folder and of Jenkins, seen with the build's own permissions. Each
 * one found is recorded as used. One that is named but not found is an error, never an anonymous pull.
 */
public final class BuildCredentials {
    private static final int LARGEST_FILE = 4 << 20;

    private final Run<?, ?> run;
    private final Set<String> secrets = new LinkedHashSet<>();

    public BuildCredentials(Run<?, ?> run) {
        this.run = run;
    }

    /** Every secret that was handed out, for masking. */
    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    public RegistryLogin login(RegistryEntry entry) throws IOException {
        String host = entry.getHost();
        if (!RegistryHost.isValid(host)) {
            throw new AbortException(Messages.RegistryEntry_HostInvalid(host));
        }
        if (entry.getCredentialsId().isEmpty()) {
            return new RegistryLogin(host, "", "", entry.isInsecure());
        }
        StandardCredentials found = find(
                        entry.getCredentialsId(), StandardCredentials.class, CredentialsForm.requirements(host))
                .orElseThrow(() -> new AbortException(Messages.Credentials_Missing(
                        entry.getCredentialsId(), host, run.getParent().getFullName())));
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return login(entry, login.getUsername(), secret(login.getPassword().getPlainText()));
        }
        if (found instanceof StringCredentials token) {
            return login(entry, "", secret(token.getSecret().getPlainText()));
        }
        if (found instanceof FileCredentials file) {
            DockerConfig.Login login = DockerConfig.login(text(file), host, file.getId());
            secret(login.password());
            return login(entry, login.username(), login.password());
        }
        if (DockerServer.is(found)) {
            return certificate(entry, found);
        }
        throw new AbortException(Messages.Credentials_WrongKind(entry.getCredentialsId(), host));
    }

    private RegistryLogin certificate(RegistryEntry entry, StandardCredentials found) throws AbortException {
        if (entry.isInsecure()) {
            throw new AbortException(
                    Messages.Credentials_CertificateInsecure(entry.getCredentialsId(), entry.getHost()));
        }
        ClientCertificate certificate = DockerServer.read(found)
                .orElseThrow(
                        () -> new AbortException(Messages.Credentials_CertificateIncomplete(entry.getCredentialsId())));
        // The lines of the key as well: nobody quotes all of it.
        certificate.key().lines().filter(line -> !line.startsWith("-----")).forEach(this::secret);
        secret(certificate.key());
        return new RegistryLogin(entry.getHost(), "", "", false, Optional.of(certificate));
    }

    private RegistryLogin login(RegistryEntry entry, String username, String password) throws AbortException {
        if (password.isEmpty()) {
            throw new AbortException(Messages.Credentials_Empty(entry.getCredentialsId()));
        }
        // As they cross the network: a registry may quote a header or an address that it was sent.
        secret(Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
        secret(URLEncoder.encode(password, StandardCharsets.UTF_8));
        return new RegistryLogin(entry.getHost(), username, password, entry.isInsecure());
    }

    /** The text of a secret file, if there is one with that id. */
    public Optional<String> file(String id) throws IOException {
        Optional<FileCredentials> file = find(id, FileCredentials.class, List.of());
        return file.isEmpty() ? Optional.empty() : Optional.of(text(file.get()));
    }

    /** The text of a secret file or a secret text that has to be there. */
    public String requiredText(String id) throws IOException {
        StandardCredentials found = find(id, StandardCredentials.class, List.of())
                .orElseThrow(() -> new AbortException(
                        Messages.Credentials_FileMissing(id, run.getParent().getFullName())));
        if (found instanceof FileCredentials file) {
            return text(file);
        }
        if (found instanceof StringCredentials token) {
            return token.getSecret().getPlainText();
        }
        throw new AbortException(Messages.Credentials_NotAFile(id));
    }

    /** As {@link #requiredText}, and masked from now on, also as base64. */
    public String requiredSecret(String id) throws IOException {
        String text = secret(requiredText(id));
        secret(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        return text;
    }

    private <C extends IdCredentials> Optional<C> find(String id, Class<C> type, List<DomainRequirement> requirements) {
        C found = CredentialsProvider.findCredentialById(id, type, run, requirements);
        if (found == null) {
            return Optional.empty();
        }
        CredentialsProvider.track(run, found);
        return Optional.of(found);
    }

    private static String text(FileCredentials file) throws IOException {
        byte[] bytes;
        try (InputStream content = file.getContent()) {
            bytes = content.readNBytes(LARGEST_FILE + 1);
        }
        if (bytes.length > LARGEST_FILE) {
            throw new AbortException(Messages.Credentials_FileTooLarge(file.getId(), LARGEST_FILE >> 20));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AbortException(Messages.Credentials_FileNotText(file.getId()));
        }
    }

    private String secret(String value) {
        secrets.add(value);
        return value;
    }
}
