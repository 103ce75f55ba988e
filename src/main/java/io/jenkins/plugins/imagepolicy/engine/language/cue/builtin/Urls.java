package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Whether Go reads a text as a URL. source: Go, package net/url */
final class Urls {
    private Urls() {}

    /** Whether the URL is absolute; throws {@link CallError} when it is none. */
    static boolean parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) == 0x7f) {
                throw new CallError("parse: invalid control character in URL");
            }
        }
        int hash = text.indexOf('#');
        String url = hash < 0 ? text : text.substring(0, hash);
        if (hash >= 0) {
            unescape(text.substring(hash + 1), false);
        }
        int end = schemeEnd(url);
        String rest = end < 0 ? url : url.substring(end + 1);
        int query = rest.indexOf('?');
        if (query >= 0) {
            rest = rest.substring(0, query);
        }
        if (!rest.startsWith("/")) {
            if (end > 0) {
                return true;
            }
            int slash = rest.indexOf('/');
            String segment = slash < 0 ? rest : rest.substring(0, slash);
            if (segment.contains(":")) {
                throw new CallError("parse: first path segment in URL cannot contain colon");
            }
        }
        if (rest.startsWith("//") && !rest.startsWith("///")) {
            rest = authority(rest);
        } else if (rest.startsWith("///") && end > 0) {
            rest = rest.substring(2);
        }
        unescape(rest, false);
        return end > 0;
    }

    private static int schemeEnd(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                if (i == 0) {
                    throw new CallError("parse: missing protocol scheme");
                }
                return i;
            }
            if (!letter && !(later && i > 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String authority(String rest) {
        int slash = rest.indexOf('/', 2);
        String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
        String host = authority;
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            userInfo(authority.substring(0, at));
            host = authority.substring(at + 1);
        }
        host(host);
        return slash < 0 ? "" : rest.substring(slash);
    }

    private static void userInfo(String user) {
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c >= 128 || (!Character.isLetterOrDigit(c) && "-._:~!$&'()*+,;=%@".indexOf(c) < 0)) {
                throw new CallError("net/url: invalid userinfo");
            }
        }
        unescape(user, false);
    }

    private static void host(String host) {
        if (host.startsWith("[")) {
            literal(host);
            return;
        }
        int colon = host.lastIndexOf(':');
        if (colon >= 0) {
            port(host.substring(colon));
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '%') {
                escapeInHost(host, i);
                i += 2;
                continue;
            }
            boolean plain = c >= 128 || Character.isLetterOrDigit(c) || "-_.~!$&'()*+,;=:[]<>\"".indexOf(c) >= 0;
            if (!plain) {
                throw new CallError("parse: invalid character in host name");
            }
        }
    }

    /** Only bytes that are no ASCII, and the percent sign itself. */
    private static void escapeInHost(String host, int at) {
        int high = at + 2 < host.length() ? Character.digit(host.charAt(at + 1), 16) : -1;
        int low = at + 2 < host.length() ? Character.digit(host.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0 || (high < 8 && !host.startsWith("%25", at))) {
            throw new CallError("parse: invalid URL escape in host name");
        }
    }

    private static void port(String port) {
        boolean valid =
                port.isEmpty() || (port.charAt(0) == ':' && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
        if (!valid) {
            throw new CallError("parse: invalid port after host");
        }
    }

    /** An address of version 6 in brackets; the versions of Go differ in what else they take there. */
    private static void literal(String host) {
        int end = host.lastIndexOf(']');
        if (end < 0) {
            throw new CallError("parse: missing ']' in host");
        }
        port(host.substring(end + 1));
        String address = host.substring(1, end);
        int zone = address.indexOf("%25");
        boolean plainZone = zone < 0 || address.substring(zone + 3).matches("[0-9A-Za-z._~-]+");
        IpAddress parsed = IpAddress.parse(zone < 0 ? address : address.substring(0, zone));
        if (parsed == null || parsed.is4() || !parsed.zone().isEmpty() || !plainZone) {
            throw CueFault.unsupported(-1, "a URL with brackets around something else than an IPv6 address");
        }
    }

    /** Decodes percent escapes, and {@code +} of a query. */
    static String unescape(String text, boolean query) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new CallError("invalid URL escape");
                }
                out.write(high * 16 + low);
                i += 3;
            } else if (c == '+' && query) {
                out.write(' ');
                i++;
            } else {
                int code = text.codePointAt(i);
                out.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(code);
            }
        }
        return EncodingPackages.utf8(out.toByteArray());
    }
}
