package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Host names and ports. */
final class HostNames {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private HostNames() {}

    /**
     * Whether CUE takes the text for a fully qualified domain name. It is more lenient than its documentation says in ways that
     * depend on tables; what is neither clearly right nor clearly wrong ends the evaluation.
     */
    static boolean isQualified(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c >= 128)) {
            return false;
        }
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > 253 || name.isEmpty()) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63) {
                return false;
            }
            String lower = label.toLowerCase(Locale.ROOT);
            boolean odd = lower.startsWith("xn--") || (lower.length() > 3 && lower.startsWith("--", 2));
            if (odd || !LABEL.matcher(lower).matches()) {
                throw CueFault.unsupported(-1, "net.FQDN of a name with unusual characters");
            }
        }
        return true;
    }

    /** Host and port, of {@code host:port} or {@code [v6]:port}. */
    static List<String> split(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new CallError("address " + text + ": missing port in address");
        }
        String port = text.substring(colon + 1);
        String host;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0 || end + 1 != colon) {
                throw new CallError("address " + text + ": missing ']' or port in address");
            }
            host = text.substring(1, end);
        } else {
            host = text.substring(0, colon);
            if (host.contains(":")) {
                throw new CallError("address " + text + ": too many colons in address");
            }
        }
        String rest = text.startsWith("[") ? host : text;
        if (rest.contains("[") || rest.contains("]") || port.contains("[") || port.contains("]")) {
            throw new CallError("address " + text + ": unexpected bracket in address");
        }
        return List.of(host, port);
    }
}
