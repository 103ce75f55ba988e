package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.List;

/** Host names and ports. */
final class HostNames {
    private HostNames() {}

    /**
     * Whether CUE takes the text for a fully qualified domain name. It is more lenient than its documentation says: any ASCII
     * character may stand in a label, hyphens not everywhere.
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
            if (label.startsWith("xn--")) {
                throw CueFault.unsupported(-1, "net.FQDN of a name in Punycode");
            }
            boolean hyphens = label.length() > 4 && label.startsWith("--", 2);
            if (hyphens || label.startsWith("-") || label.endsWith("-")) {
                return false;
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
