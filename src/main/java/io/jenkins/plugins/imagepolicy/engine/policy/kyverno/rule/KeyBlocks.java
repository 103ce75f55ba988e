package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import java.util.ArrayList;
import java.util.List;

/** {@code publicKeys} with several PEM blocks stands for several entries with one block each. */
public final class KeyBlocks {
    private static final String END = "-----END PUBLIC KEY-----";

    private KeyBlocks() {}

    /** The blocks of {@code publicKeys}, or the text itself where it holds no more than one. */
    public static List<String> split(String publicKeys) {
        List<String> blocks = new ArrayList<>();
        int at = 0;
        for (int end = publicKeys.indexOf(END); end >= 0; end = publicKeys.indexOf(END, at)) {
            blocks.add(publicKeys.substring(at, end + END.length()).strip());
            at = end + END.length();
        }
        boolean rest = !publicKeys.substring(at).isBlank();
        return blocks.size() < 2 || rest ? List.of(publicKeys) : blocks;
    }
}
