package io.jenkins.plugins.imagepolicy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loads policies and says what is wrong with them; needs no image. */
final class CheckCommand implements Command {
    @Override
    public Syntax syntax() {
        return SecretFiles.syntax(Syntax.of("check", "Loads and validates policies and prints diagnostics and lints.")
                        .operands("PATH", "policies: file, directory or pattern")
                        .value("format", "text|json", "default: text"))
                .flag("offline", "fetch nothing that policies refer to");
    }

    @Override
    public int run(Arguments arguments) throws JsonProcessingException, UsageException {
        boolean json =
                switch (arguments.value("format").orElse("text").toLowerCase(Locale.ROOT)) {
                    case "text" -> false;
                    case "json" -> true;
                    default -> throw new UsageException("--format takes text or json");
                };
        Map<String, String> texts = SecretFiles.texts(arguments);
        PolicySet policies = PolicyCheck.check(
                Path.of("").toAbsolutePath().toString(),
                SecretFiles.with(arguments.operands(), texts),
                texts,
                arguments.has("offline"));
        System.out.println(json ? json(policies) : text(policies));
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
