package io.jenkins.plugins.imagepolicy.cli;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A public key whose private half nobody has. */
final class ThrowAwayKey {
    private ThrowAwayKey() {}

    /** PEM for a YAML text in double quotes. */
    static String pemOnOneLine() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\\n" + key + "\\n-----END PUBLIC KEY-----\\n";
    }
}
