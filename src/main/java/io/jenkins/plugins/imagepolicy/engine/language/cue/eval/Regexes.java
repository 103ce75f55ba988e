package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import com.google.re2j.Pattern;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiled regular expressions of one policy. Input may bring expressions, too, so their number is bounded. */
final class Regexes {
    private static final int MAX_CACHED = 256;
    private static final int MAX_LENGTH = 10_000;

    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /** Throws re2j's PatternSyntaxException when it is none. */
    Pattern get(String expression) {
        Pattern known = patterns.get(expression);
        if (known != null) {
            return known;
        }
        if (expression.length() > MAX_LENGTH) {
            throw CueFault.limit(-1, "a regular expression is longer than " + MAX_LENGTH + " characters");
        }
        Pattern pattern = Pattern.compile(expression);
        if (patterns.size() < MAX_CACHED) {
            patterns.put(expression, pattern);
        }
        return pattern;
    }
}
