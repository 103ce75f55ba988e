package hudson.util;

import java.io.Serializable;

public final class Secret implements Serializable {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    public String getPlainText() {
        return text;
    }
}
