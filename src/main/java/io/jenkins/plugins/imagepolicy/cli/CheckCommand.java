package io.jenkins.plugins.imagepolicy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads policies and says what is wrong with them; needs no image. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Loads and validates policies and prints diagnostics and lints.")
final class CheckCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "policies: file, directory or pattern")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "default: text")
    private Format format;

    @Mixin
    private SecretFiles secrets;

    @Option(names = "--offline", description = "fetch nothing that policies refer to")
    private boolean offline;

    @Override
    public Integer call() throws JsonProcessingException, UsageException {
        Map<String, String> texts = secrets.texts();
        PolicySet policies = PolicyCheck.check(
                Path.of("").toAbsolutePath().toString(), SecretFiles.with(paths, texts), texts, offline);
        System.out.println(format == Format.JSON ? json(policies) : text(policies));
        return policies.hasErrors() ? ExitCode.INVALID : ExitCode.PASSED;
    }

    private static String text(PolicySet policies) {
        StringBuilder text = new StringBuilder();
        policies.diagnostics().forEach(d -> text.append(d.render()).append("\n\n"));
        long errors =
                policies.diagnostics().stream().filter(Diagnostic::isError).count();
        long lints = policies.diagnostics().size() - errors;
        text.append(policies.policies().size()).append(policies.policies().size() == 1 ? " policy" : " policies");
        return text.append(" loaded, ")
                .append(errors)
                .append(errors == 1 ? " error, " : " errors, ")
                .append(lints)
                .append(lints == 1 ? " warning" : " warnings")
                .toString();
    }

    private static String json(PolicySet policies) throws JsonProcessingException {
        List<Map<String, Object>> loaded = policies.policies().stream()
                .<Map<String, Object>>map(
                        p -> Map.of("policy", p.name(), "kind", p.kind(), "file", p.file(), "line", p.line()))
                .toList();
        return JsonMapper.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(Map.of("version", 1, "policies", loaded, "diagnostics", policies.diagnostics()));
    }
}
