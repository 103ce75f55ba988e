package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.engine.GivenSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --secret NAME=FILE}, as the step's {@code secrets} give credentials to policies that refer to Secrets. */
final class SecretFiles {
    private SecretFiles() {}

    static Syntax syntax(Syntax syntax) {
        return syntax.values(
                "secret",
                "NAME=FILE",
                "a Secret that policies refer to: a public key, docker's config.json, or a whole document");
    }

    /** Texts by the name that a request has for them. */
    static Map<String, String> texts(Arguments arguments) throws UsageException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> secret : arguments.pairs("secret").entrySet()) {
            try {
                texts.put(GivenSecrets.entry(secret.getKey()), Files.readString(Path.of(secret.getValue())));
            } catch (IOException | InvalidPathException e) {
                throw new UsageException(
                        "--secret " + secret.getKey() + ": could not read the text file " + secret.getValue(), e);
            }
        }
        return texts;
    }

    /** The policies' paths, and the secrets beside them. */
    static List<String> with(List<String> policies, Map<String, String> texts) {
        List<String> all = new ArrayList<>(policies);
        all.addAll(texts.keySet());
        return all;
    }
}
