package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

/** Package html. */
final class HtmlPackage {
    private HtmlPackage() {}

    static void register(Registry registry) {
        registry.function("Escape", "s", a -> Results.text(escape(a.string(0))));
        registry.function("Unescape", "s", a -> Results.text(HtmlEntities.unescape(a.string(0))));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }
}
