package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;

/** Builds HTML; whatever comes in through {@link #text} or as an attribute's value is escaped. Tags and classes are ours. */
final class Html {
    private final StringBuilder html = new StringBuilder();

    /** Markup of our own, as it is. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    Html text(String text) {
        html.append(escape(Printable.lines(text)));
        return this;
    }

    Html open(String tag, String cssClass) {
        html.append('<').append(tag);
        if (!cssClass.isEmpty()) {
            html.append(" class=\"").append(cssClass).append('"');
        }
        html.append('>');
        return this;
    }

    Html close(String tag) {
        html.append("</").append(tag).append('>');
        return this;
    }

    Html element(String tag, String cssClass, String text) {
        return open(tag, cssClass).text(text).close(tag);
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
