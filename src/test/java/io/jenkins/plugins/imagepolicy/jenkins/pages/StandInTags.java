package io.jenkins.plugins.imagepolicy.jenkins.pages;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.jelly.DynaTagSupport;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.JellyTagException;
import org.apache.commons.jelly.Tag;
import org.apache.commons.jelly.TagLibrary;
import org.apache.commons.jelly.XMLOutput;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Jenkins' tags as far as the plugin's views use them: the same names, attributes and roughly the same markup, so that the
 * plugin's own style sheet and script meet what they meet in Jenkins. A tag that is not listed is an error.
 */
final class StandInTags extends TagLibrary {
    private static final String OWN = "/io/jenkins/plugins/imagepolicy/jenkins/report/tags";

    private final Map<String, Stand> tags;

    private StandInTags(Map<String, Stand> tags) {
        this.tags = tags;
    }

    /** Writes one tag. */
    @FunctionalInterface
    private interface Stand {
        void write(StandIn tag, XMLOutput out) throws Exception;
    }

    static void register(JellyContext context, JellyPages pages, HtmlWriter html) {
        context.registerTagLibrary("jelly:stapler", new StandInTags(stapler(pages, html)));
        context.registerTagLibrary("/lib/layout", new StandInTags(layout(pages)));
        context.registerTagLibrary("/lib/hudson", new StandInTags(hudson()));
        context.registerTagLibrary("/lib/form", new StandInTags(form()));
        context.registerTagLibrary("/lib/credentials", new StandInTags(Map.of("select", StandInTags::select)));
        context.registerTagLibrary(
                OWN,
                new StandInTags(Map.of("verdict", own("verdict", pages, html), "trend", own("trend", pages, html))));
    }

    /** The plugin's own tags are the real ones. */
    private static Stand own(String name, JellyPages pages, HtmlWriter html) {
        return (tag, out) -> {
            JellyContext inner = tag.getContext().newJellyContext();
            inner.setVariable("attrs", tag.attributes);
            pages.script(inner, OWN.substring(1) + "/" + name, html).run(inner, out);
        };
    }

    private static Map<String, Stand> stapler(JellyPages pages, HtmlWriter html) {
        Map<String, Stand> tags = new HashMap<>();
        tags.put("documentation", (tag, out) -> {});
        tags.put("attribute", (tag, out) -> {});
        tags.put("raw", (tag, out) -> html.raw(String.valueOf(tag.attributes.get("value"))));
        tags.put(
                "include",
                (tag, out) -> element(out, "nav", Map.of("id", "side-panel"), () -> {
                    for (String task : new String[] {"Status", "Console Output"}) {
                        element(out, "a", Map.of("class", "task-link", "href", "/"), () -> out.write(task));
                    }
                }));
        tags.put("adjunct", (tag, out) -> {
            String path = tag.text("includes").replace('.', '/');
            if (!pages.isFirst(path)) {
                return;
            }
            element(out, "link", Map.of("rel", "stylesheet", "href", "/adjuncts/" + path + ".css"), () -> {});
            element(out, "script", Map.of("src", "/adjuncts/" + path + ".js"), () -> {});
        });
        return tags;
    }

    private static Map<String, Stand> layout(JellyPages pages) {
        Map<String, Stand> tags = new HashMap<>();
        tags.put(
                "layout",
                (tag, out) -> element(out, "html", Map.of("lang", pages.locale().getLanguage()), () -> {
                    element(out, "head", Map.of(), () -> {
                        element(out, "meta", Map.of("charset", "utf-8"), () -> {});
                        element(
                                out,
                                "meta",
                                Map.of("name", "viewport", "content", "width=device-width, initial-scale=1"),
                                () -> {});
                        element(out, "title", Map.of(), () -> out.write(tag.text("title")));
                        element(out, "link", Map.of("rel", "stylesheet", "href", "/jenkins.css"), () -> {});
                    });
                    element(out, "body", Map.of(), () -> tag.body(out));
                }));
        tags.put("main-panel", (tag, out) -> element(out, "main", Map.of("id", "main-panel"), () -> tag.body(out)));
        tags.put(
                "app-bar",
                (tag, out) -> element(out, "div", Map.of("class", "jenkins-app-bar"), () -> {
                    element(
                            out,
                            "h1",
                            Map.of(),
                            () -> out.write((tag.text("title") + " " + tag.text("subtitle")).strip()));
                    element(out, "div", Map.of("class", "jenkins-app-bar__controls"), () -> tag.body(out));
                }));
        tags.put(
                "card",
                (tag, out) -> element(out, "section", Map.of("class", "jenkins-card"), () -> {
                    element(out, "div", Map.of("class", "jenkins-card__title"), () -> out.write(tag.text("title")));
                    element(out, "div", Map.of("class", "jenkins-card__content"), () -> tag.body(out));
                }));
        tags.put(
                "notice",
                (tag, out) ->
                        element(out, "div", Map.of("class", "jenkins-notice"), () -> out.write(tag.text("title"))));
        tags.put(
                "icon",
                (tag, out) -> element(
                        out,
                        "svg",
                        Map.of("class", tag.text("class"), "viewBox", "0 0 10 10", "aria-hidden", "true"),
                        () -> element(out, "circle", Map.of("cx", "5", "cy", "5", "r", "4"), () -> {})));
        return tags;
    }

    private static Map<String, Stand> hudson() {
        return Map.of(
                "summary",
                (tag, out) -> element(out, "tr", Map.of("class", "app-summary"), () -> {
                    element(out, "td", Map.of(), () -> {});
                    element(out, "td", Map.of(), () -> tag.body(out));
                }));
    }

    private static Map<String, Stand> form() {
        Map<String, Stand> tags = new HashMap<>();
        for (String wrapper : new String[] {"advanced", "section", "block"}) {
            tags.put(
                    wrapper,
                    (tag, out) -> element(out, "fieldset", Map.of(), () -> {
                        element(out, "legend", Map.of(), () -> out.write(tag.text("title")));
                        tag.body(out);
                    }));
        }
        tags.put(
                "entry",
                (tag, out) -> element(out, "div", Map.of("class", "jenkins-form-item"), () -> {
                    tag.getContext().setVariable("entryField", tag.text("field"));
                    element(out, "label", Map.of("for", tag.text("field")), () -> out.write(tag.text("title")));
                    tag.body(out);
                }));
        tags.put("textbox", (tag, out) -> input(tag, out, "text"));
        tags.put("number", (tag, out) -> input(tag, out, "number"));
        tags.put(
                "checkbox",
                (tag, out) -> element(out, "label", Map.of(), () -> {
                    input(tag, out, "checkbox");
                    out.write(tag.text("title"));
                }));
        tags.put(
                "textarea",
                (tag, out) -> element(
                        out,
                        "textarea",
                        Map.of("class", "jenkins-input", "id", field(tag)),
                        () -> out.write(tag.text("value"))));
        tags.put("select", StandInTags::select);
        tags.put(
                "repeatableProperty",
                (tag, out) -> element(out, "div", Map.of("class", "repeated-chunk"), () -> {
                    element(out, "strong", Map.of(), () -> out.write(tag.text("header")));
                    tag.body(out);
                    element(
                            out,
                            "button",
                            Map.of("type", "button", "class", "jenkins-button"),
                            () -> out.write(tag.text("add")));
                }));
        tags.put(
                "repeatableDeleteButton",
                (tag, out) -> element(
                        out,
                        "button",
                        Map.of("type", "button", "class", "repeatable-delete"),
                        () -> out.write("\u00d7")));
        return tags;
    }

    private static void select(StandIn tag, XMLOutput out) throws Exception {
        element(out, "select", Map.of("class", "jenkins-input", "id", field(tag)), () -> {});
    }

    private static void input(StandIn tag, XMLOutput out, String type) throws Exception {
        element(out, "input", Map.of("class", "jenkins-input", "type", type, "id", field(tag)), () -> {});
    }

    private static String field(StandIn tag) {
        return String.valueOf(tag.getContext().getVariable("entryField"));
    }

    /** Something that writes. */
    @FunctionalInterface
    private interface Body {
        void write() throws Exception;
    }

    private static void element(XMLOutput out, String name, Map<String, String> attributes, Body body)
            throws Exception {
        AttributesImpl all = new AttributesImpl();
        new java.util.TreeMap<>(attributes).forEach((key, value) -> all.addAttribute("", key, key, "CDATA", value));
        out.startElement("", name, name, all);
        body.write();
        out.endElement("", name, name);
    }

    @Override
    public Tag createTag(String name, Attributes attributes) {
        Stand stand = tags.get(name);
        if (stand == null) {
            throw new IllegalArgumentException("Jenkins' tag '" + name + "' has no stand-in; add one");
        }
        return new StandIn(stand);
    }

    /** A tag with whatever attributes it is given. */
    static final class StandIn extends DynaTagSupport {
        final Map<String, Object> attributes = new LinkedHashMap<>();
        private final Stand stand;

        private StandIn(Stand stand) {
            this.stand = stand;
        }

        @Override
        public void setAttribute(String name, Object value) {
            attributes.put(name, value);
        }

        String text(String name) {
            Object value = attributes.get(name);
            return value == null ? "" : value.toString();
        }

        void body(XMLOutput out) throws JellyTagException {
            invokeBody(out);
        }

        @Override
        public void doTag(XMLOutput out) throws JellyTagException {
            try {
                stand.write(this, out);
            } catch (JellyTagException e) {
                throw e;
            } catch (SAXException e) {
                throw new JellyTagException(e);
            } catch (Exception e) {
                throw new JellyTagException(e);
            }
        }
    }
}
