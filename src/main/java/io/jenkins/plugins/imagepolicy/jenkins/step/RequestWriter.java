package io.jenkins.plugins.imagepolicy.jenkins.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.BuildCredentials;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.KubernetesName;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryLogin;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.SecretEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes the engine's request for one step: parameters expanded, paths inside the workspace, credentials resolved. */
final class RequestWriter {
    private final VerifyImagePolicyStep step;
    private final GateSettings settings;
    private final BuildCredentials credentials;
    private final FilePath workspace;
    private final EnvVars environment;
    private final ObjectNode request = new ObjectMapper().createObjectNode();
    private final ObjectNode files = request.objectNode();

    /** @param environment whose variables parameters may name; empty in a Pipeline, where Groovy has expanded them */
    RequestWriter(
            VerifyImagePolicyStep step,
            GateSettings settings,
            BuildCredentials credentials,
            FilePath workspace,
            EnvVars environment) {
        this.step = step;
        this.settings = settings;
        this.credentials = credentials;
        this.workspace = workspace;
        this.environment = environment;
    }

    /** The request as JSON, with secrets. */
    String write() throws IOException, InterruptedException {
        request.put("directory", workspace.getRemote());
        ArrayNode policies = paths("policies", step.getPolicies());
        if (policies.isEmpty()) {
            throw new AbortException(Messages.Check_PoliciesMissing());
        }
        for (SecretEntry secret : step.getSecrets()) {
            policies.add(secret(secret));
        }
        list("images", step.getImages().stream().map(this::expand).toList());
        paths("imageFiles", step.getImageFiles());
        paths("manifests", step.getManifests());
        paths("layouts", step.getLayouts());
        paths("caCertificates", step.getCaCertificates());
        if (isWithoutImages()) {
            throw new AbortException(Messages.Step_NoImages());
        }
        request.put("namespace", expand(step.getNamespace()));
        registries();
        request.put("trustRoot", trustRoot());
        request.put("waivers", path(step.getWaivers()));
        request.put("noMatch", settings.noMatch().label());
        request.put("offline", settings.offline());
        request.put("timeoutSeconds", step.getTimeoutSeconds());
        request.putObject("options").put("confined", "true");
        request.set("files", files);
        return request.toString();
    }

    private boolean isWithoutImages() {
        return List.of("images", "imageFiles", "manifests", "layouts").stream()
                .allMatch(name -> request.path(name).isEmpty());
    }

    private void registries() throws IOException {
        ArrayNode entries = request.putArray("registries");
        ArrayNode insecure = request.putArray("insecureRegistries");
        for (RegistryEntry entry : settings.registries()) {
            RegistryLogin login = credentials.login(entry);
            if (!login.password().isEmpty()) {
                entries.addObject()
                        .put("host", login.host())
                        .put("username", login.username())
                        .put("password", login.password());
            }
            if (login.insecure()) {
                insecure.add(login.host());
            }
            login.certificate().ifPresent(certificate -> {
                files.put("client certificate " + login.host(), certificate.certificates());
                files.put("client key " + login.host(), certificate.key());
                files.put("authorities " + login.host(), certificate.authorities());
            });
        }
    }

    /** A secret file's id is looked for first, then a file in the workspace. */
    private String trustRoot() throws IOException, InterruptedException {
        String own = expand(step.getTrustRoot());
        if (own.isEmpty()) {
            String id = settings.defaultTrustRoot();
            return id.isEmpty() ? "" : file("trusted root " + id, credentials.requiredText(id));
        }
        Optional<String> credential = credentials.file(own);
        if (credential.isPresent()) {
            return file("trusted root " + own, credential.get());
        }
        String path = path(own);
        if (!workspace.child(path).exists()) {
            throw new AbortException(Messages.Step_TrustRootMissing(own));
        }
        return path;
    }

    private String secret(SecretEntry entry) throws IOException {
        String name = expand(entry.getName());
        if (!KubernetesName.isValid(name)) {
            throw new AbortException(Messages.Step_SecretName(name));
        }
        String text = credentials.requiredSecret(expand(entry.getCredentialsId()));
        return file("secret " + name, text);
    }

    private String file(String name, String text) {
        files.put(name, text);
        return name;
    }

    private ArrayNode paths(String name, String parameter) throws AbortException {
        return list(name, WorkspacePaths.inside(expand(parameter)));
    }

    private ArrayNode list(String name, List<String> values) {
        ArrayNode array = request.putArray(name);
        values.forEach(array::add);
        return array;
    }

    private String path(String parameter) throws AbortException {
        List<String> paths = WorkspacePaths.inside(expand(parameter));
        if (paths.size() > 1) {
            throw new AbortException(Messages.Path_OneOnly(parameter));
        }
        return paths.isEmpty() ? "" : paths.get(0);
    }

    private String expand(String text) {
        return environment.isEmpty() ? text : environment.expand(text);
    }
}
