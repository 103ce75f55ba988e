package io.jenkins.plugins.imagepolicy.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Credentials that stand for what policies refer to, as entries of {@link GateRequest#files()} named {@code secret NAME} or
 * {@code secret NAMESPACE/NAME}: a whole Secret or ConfigMap as it is, docker's config.json as a pull secret, and anything
 * else as a Secret with one entry, which is how a public key is referred to.
 */
public final class GivenSecrets {
    private static final String PREFIX = "secret ";
    private static final Pattern WHOLE =
            Pattern.compile("(?m)^kind:[ \\t]*[\"']?(?:Secret|ConfigMap)[\"']?[ \\t\\r]*$");

    private GivenSecrets() {}

    /** The entry's name for the Secret {@code name}. */
    public static String entry(String name) {
        return PREFIX + name;
    }

    static SourceText document(String entry, String text) {
        if (!entry.startsWith(PREFIX) || WHOLE.matcher(text).find()) {
            return new SourceText(entry, text);
        }
        String name = entry.substring(PREFIX.length());
        int slash = name.indexOf('/');
        ObjectNode secret = JsonNodeFactory.instance.objectNode();
        secret.put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode metadata = secret.putObject("metadata").put("name", name.substring(slash + 1));
        if (slash > 0) {
            metadata.put("namespace", name.substring(0, slash));
        }
        boolean dockerConfig = text.stripLeading().startsWith("{");
        if (dockerConfig) {
            secret.put("type", "kubernetes.io/dockerconfigjson");
        }
        secret.putObject("data")
                .put(
                        dockerConfig ? ".dockerconfigjson" : "cosign.pub",
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        return new SourceText(entry, secret.toString());
    }

    /** The same diagnostic; of a credential without the line that it is about. */
    static Diagnostic withoutSecrets(Diagnostic d) {
        return d.file().startsWith(PREFIX)
                ? new Diagnostic(d.severity(), d.code(), d.file(), d.line(), d.column(), d.message(), "", d.remedy())
                : d;
    }
}
