package io.jenkins.plugins.imagepolicy.jenkins.pages;

import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Writes what Jelly puts out as HTML; all text and every attribute is escaped, as in Jenkins with escape-by-default. */
final class HtmlWriter extends DefaultHandler {
    private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "link", "meta");

    private final StringBuilder html = new StringBuilder();

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
        html.append('<').append(name);
        for (int i = 0; i < attributes.getLength(); i++) {
            html.append(' ').append(attributes.getQName(i)).append("=\"");
            escape(attributes.getValue(i));
            html.append('"');
        }
        html.append('>');
    }

    @Override
    public void endElement(String uri, String local, String name) {
        if (!VOID.contains(name)) {
            html.append("</").append(name).append('>');
        }
    }

    @Override
    public void characters(char[] text, int start, int length) {
        escape(new String(text, start, length));
    }

    void raw(String text) {
        html.append(text);
    }

    private void escape(String text) {
        html.append(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
