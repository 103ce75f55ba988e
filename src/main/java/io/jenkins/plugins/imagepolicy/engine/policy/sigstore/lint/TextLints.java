package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef.Includes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lints of a policy's CUE or Rego text. */
final class TextLints {
    /** Fields that are booleans in Kubernetes, in image configurations and in the input itself. */
    private static final String BOOLEANS =
            "hostIPC|hostPID|hostNetwork|hostUsers|privileged|readOnlyRootFilesystem|allowPrivilegeEscalation|runAsNonRoot"
                    + "|automountServiceAccountToken|shareProcessNamespace|enableServiceLinks|setHostnameAsFQDN|stdin|stdinOnce"
                    + "|tty|suspend|paused|readOnly|optional|empty_layer|AttachStdin|AttachStdout|AttachStderr|OpenStdin"
                    + "|StdinOnce|Tty|ArgsEscaped|NetworkDisabled|static";

    private static final String TEXT = "\"(?:true|false)\"";
    private static final Pattern REGO_BOOLEAN = Pattern.compile("(?:\\b(?:\\w+\\.|\\w+\\[[^\\]]*\\]\\.?)+(" + BOOLEANS
            + ")\\s*(?:==|!=|:=|=)\\s*" + TEXT + "|" + TEXT + "\\s*(?:==|!=|=)\\s*(?:\\w+\\.|\\w+\\[[^\\]]*\\]\\.?)+("
            + BOOLEANS + ")\\b)");
    private static final Pattern CUE_BOOLEAN =
            Pattern.compile("\\b(" + BOOLEANS + ")\\s*[?!]?\\s*(?::|==|!=)\\s*(?:!=\\s*)?" + TEXT);
    private static final Pattern COMPLIANT_RULE = Pattern.compile("(?m)^[ \\t]*isCompliant\\b[^{\\n]*\\{");
    private static final Pattern SOME_PLATFORM = Pattern.compile("\\binput\\.config\\[\\s*[A-Za-z_]\\w*\\s*\\]");
    private static final Pattern REQUIRED = Pattern.compile("[\\w\"]\\s*!\\s*:");
    private static final Pattern POD_KIND = Pattern.compile("\\binput\\.typemeta\\b");

    private final Document document;
    private final PolicyRef policy;
    private final String text;
    private final boolean attestation;
    private final JsonPointer pointer;
    private final List<Diagnostic> found = new ArrayList<>();

    /** @param attestation whether the policy judges an attestation, whose input is a statement */
    TextLints(Document document, PolicyRef policy, String text, boolean attestation) {
        this.document = document;
        this.policy = policy;
        this.text = text;
        this.attestation = attestation;
        this.pointer = policy.pointer().appendProperty("data");
    }

    List<Diagnostic> all() {
        if (policy.type() == PolicyRef.Type.REGO) {
            Masked rego = Masked.of(text, "#");
            booleans(REGO_BOOLEAN, rego, "never true, for JSON's booleans are no texts");
            anyPlatform(rego);
            notIncluded(rego, "\\binput\\.%s\\b", "is always undefined");
            typemetaOfPods(rego);
        } else {
            Masked cue = Masked.of(text, "//");
            booleans(CUE_BOOLEAN, cue, "a conflict with every boolean, and holds only while the field is absent");
            cannotFail(cue);
            notIncluded(cue, "(?m)^(?:\\{\\s*)?%s\\??\\s*:", "is never there, so nothing about it can fail");
        }
        return found;
    }

    private void booleans(Pattern pattern, Masked masked, String consequence) {
        Matcher matcher = pattern.matcher(masked.withoutComments());
        while (matcher.find()) {
            String field = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            boolean isTrue = matcher.group().contains("\"true\"");
            warn(
                    Lint.BOOLEAN_AS_TEXT,
                    masked,
                    matcher.start(),
                    "'" + field + "' is a boolean; comparing it with the text \"" + isTrue + "\" is " + consequence,
                    isTrue
                            ? "Write true without quotes"
                            : "Write false without quotes; where the field may be absent, say so: not input.spec."
                                    + field);
        }
    }

    /** A rule that asks for some platform holds as soon as one platform complies, whatever the others are. */
    private void anyPlatform(Masked rego) {
        Matcher rule = COMPLIANT_RULE.matcher(rego.codeOnly());
        while (rule.find()) {
            int end = closing(rego.codeOnly(), rule.end() - 1);
            Matcher platform = SOME_PLATFORM.matcher(rego.codeOnly()).region(rule.end(), end);
            while (platform.find()) {
                if (!withinBrackets(rego.codeOnly(), rule.end(), platform.start())) {
                    warn(
                            Lint.ANY_PLATFORM,
                            rego,
                            platform.start(),
                            "isCompliant holds as soon as any platform of the image does: one good platform lets all pass",
                            "Collect the platforms that do not comply, and require that there are none");
                    break;
                }
            }
        }
    }

    private static int closing(String code, int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            depth += code.charAt(i) == '{' ? 1 : code.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return code.length();
    }

    /** Whether the place stands in a comprehension, which collects all platforms. */
    private static boolean withinBrackets(String code, int from, int at) {
        int depth = 0;
        boolean[] comprehension = new boolean[at - from + 2];
        for (int i = from; i < at; i++) {
            char c = code.charAt(i);
            if (c == '[' || c == '{') {
                comprehension[++depth] = false;
            } else if ((c == ']' || c == '}') && depth > 0) {
                depth--;
            } else if (c == '|') {
                comprehension[depth] = true;
            }
        }
        for (int d = 1; d <= depth; d++) {
            if (comprehension[d]) {
                return true;
            }
        }
        return false;
    }

    private void cannotFail(Masked cue) {
        Matcher required = REQUIRED.matcher(cue.codeOnly());
        if (required.find()) {
            warn(
                    Lint.CANNOT_FAIL,
                    cue,
                    required.start(),
                    "'!:' requires nothing here: a field that is absent never fails",
                    "Say what follows from its absence: if field == _|_ { … }, or use Rego");
        }
        String constraints = cue.codeOnly()
                .replaceAll("(?m)^\\s*(package\\s+\\w+|import\\s+(\\([^)]*\\)|\"\\s*\"))", "")
                .replaceAll("[\\w\"-]+\\s*[?!]?\\s*:", "")
                .replaceAll("[{}\\[\\],.\\s]|\\b_\\b", "");
        if (constraints.isEmpty()) {
            warn(
                    Lint.CANNOT_FAIL,
                    cue,
                    0,
                    "The policy constrains nothing, so every input satisfies it",
                    "Write the values that the input must have, or leave the policy out");
        }
    }

    private void notIncluded(Masked masked, String pattern, String consequence) {
        if (attestation) {
            return;
        }
        Includes includes = policy.includes();
        Map<String, String> absent = new TreeMap<>();
        put(absent, includes.configFile(), "config", "fetchConfigFile");
        put(absent, includes.spec(), "spec", "includeSpec");
        put(absent, includes.objectMeta(), "metadata", "includeObjectMeta");
        put(absent, includes.typeMeta(), "typemeta", "includeTypeMeta");
        absent.forEach((part, field) -> {
            Matcher matcher = Pattern.compile(String.format(pattern, part)).matcher(masked.codeOnly());
            if (matcher.find()) {
                warn(
                        Lint.INPUT_NOT_INCLUDED,
                        masked,
                        matcher.start(),
                        "The policy reads '" + part + "' without " + field + ", so it " + consequence,
                        "Write " + field + ": true beside the policy's type");
            }
        });
    }

    private static void put(Map<String, String> absent, boolean included, String part, String field) {
        if (!included) {
            absent.put(part, field);
        }
    }

    private void typemetaOfPods(Masked rego) {
        Matcher matcher = POD_KIND.matcher(rego.codeOnly());
        if (policy.includes().typeMeta()
                && matcher.find()
                && rego.withoutComments().contains("\"Pod\"")) {
            warn(
                    Lint.TYPEMETA_OF_PODS,
                    rego,
                    matcher.start(),
                    "At admission the cluster leaves typemeta out for Pods, so this is undefined there",
                    "Use spec.match to choose the kind");
        }
    }

    private void warn(String code, Masked masked, int offset, String message, String remedy) {
        EmbeddedText embedded = new EmbeddedText(document, pointer);
        found.add(document.source()
                .warning(code, embedded.place(masked.line(offset), masked.column(offset)), message, remedy));
    }
}
