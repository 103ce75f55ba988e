package io.jenkins.plugins.imagepolicy.engine.registry.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a 401 asks for (RFC 9110 section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    /** The challenge to answer: Bearer when it is offered, else Basic. */
    static Optional<Challenge> choose(List<String> headers) {
        List<Challenge> all = new ArrayList<>();
        for (String header : headers) {
            all.addAll(new Reader(header).read());
        }
        return find(all, "bearer").or(() -> find(all, "basic"));
    }

    private static Optional<Challenge> find(List<Challenge> all, String scheme) {
        return all.stream().filter(challenge -> challenge.scheme.equals(scheme)).findFirst();
    }

    boolean isBearer() {
        return scheme.equals("bearer");
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** Reads one header, which may hold several challenges. A part that makes no sense ends the reading. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Challenge> read() {
            List<Challenge> challenges = new ArrayList<>();
            String scheme = null;
            Map<String, String> parameters = new HashMap<>();
            while (true) {
                skip(" \t,");
                String word = token();
                if (word.isEmpty()) {
                    break;
                }
                skip(" \t");
                if (scheme != null && peek() == '=') {
                    at++;
                    skip(" \t");
                    parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    add(challenges, scheme, parameters);
                    scheme = word.toLowerCase(Locale.ROOT);
                    parameters = new HashMap<>();
                }
            }
            add(challenges, scheme, parameters);
            return challenges;
        }

        private static void add(List<Challenge> challenges, String scheme, Map<String, String> parameters) {
            if (scheme != null) {
                challenges.add(new Challenge(scheme, Map.copyOf(parameters)));
            }
        }

        private String value() {
            if (peek() != '"') {
                return token();
            }
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at = Math.min(at + 1, text.length());
            return value.toString();
        }

        private String token() {
            int start = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
