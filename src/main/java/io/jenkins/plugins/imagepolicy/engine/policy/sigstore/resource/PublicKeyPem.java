package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the public key of the first PEM block of a text, as sigstore's cryptoutils does: {@code PUBLIC KEY} (PKIX) or
 * {@code RSA PUBLIC KEY} (PKCS #1). Later blocks are not looked at.
 */
public final class PublicKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^|\\n)-----BEGIN ([^\\n-]+)-----[ \\t\\r]*\\n([^-]*)\\n?-----END \\1-----");

    private PublicKeyPem() {}

    /** Empty when the first block is no public key. */
    public static Optional<PublicKey> parse(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            return Optional.empty();
        }
        try {
            byte[] der = Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
            return switch (block.group(1)) {
                case "PUBLIC KEY" -> Optional.of(Keys.ofSubjectPublicKeyInfo(der));
                case "RSA PUBLIC KEY" -> Optional.of(Keys.ofPkcs1(der));
                default -> Optional.empty();
            };
        } catch (EncodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
