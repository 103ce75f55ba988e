package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM blocks (RFC 7468), and text that may be PEM, base64 of PEM, or base64 of DER. */
record Pems(String type, byte[] der) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    static boolean isPem(String text) {
        return text.contains("-----BEGIN ");
    }

    static List<Pems> blocks(String text) throws BuiltinException {
        List<Pems> blocks = new ArrayList<>();
        Matcher m = BLOCK.matcher(text);
        while (m.find()) {
            String body = m.group(2).replaceAll("(?m)^[A-Za-z-]+:.*$", "").replaceAll("\\s", "");
            blocks.add(new Pems(m.group(1), Encodings.base64(body)));
        }
        return blocks;
    }

    /** The blocks of PEM, plain or in base64; a single block without type where the text is DER in base64. */
    static List<Pems> decode(String text) throws BuiltinException {
        if (isPem(text)) {
            return blocks(text);
        }
        byte[] bytes = Encodings.base64(text.strip());
        String inner = new String(bytes, StandardCharsets.ISO_8859_1);
        if (isPem(inner)) {
            return blocks(Utf8.decode(bytes));
        }
        return List.of(new Pems("", bytes));
    }
}
