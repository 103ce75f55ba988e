package io.jenkins.plugins.imagepolicy.jenkins.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.Script;
import org.apache.commons.jelly.XMLOutput;
import org.apache.commons.jelly.expression.ConstantExpression;
import org.apache.commons.jelly.expression.Expression;
import org.apache.commons.jelly.expression.ExpressionFactory;
import org.apache.commons.jelly.expression.ExpressionSupport;
import org.apache.commons.jelly.parser.XMLParser;
import org.apache.commons.jexl2.JexlContext;
import org.apache.commons.jexl2.JexlEngine;
import org.xml.sax.InputSource;

/**
 * Renders the plugin's views with Jelly, outside Jenkins. Jelly's own tags and expressions are the real ones; those of
 * Jenkins are stood in for by {@link StandInTags}.
 */
final class JellyPages {
    private final Locale locale;
    private final String root;
    private final JexlEngine jexl = new JexlEngine();
    /** Style sheets and scripts of the page so far: Jenkins writes each once. */
    private final Set<String> adjuncts = new HashSet<>();

    JellyPages(Locale locale, String root) {
        this.locale = locale;
        this.root = root;
        jexl.setLenient(true);
    }

    /** One whole page. */
    String page(Object it, String view) throws Exception {
        return "<!DOCTYPE html>\n" + view(it, view, Map.of());
    }

    /** Views that Jenkins includes in its own pages. */
    String fragment(Object it, String view, Map<String, Object> variables) throws Exception {
        return view(it, view, variables);
    }

    private String view(Object it, String view, Map<String, Object> variables) throws Exception {
        JellyContext context = new JellyContext();
        context.setVariable("it", it);
        context.setVariable("rootURL", root);
        context.setVariable("instance", it);
        variables.forEach(context::setVariable);
        HtmlWriter html = new HtmlWriter();
        XMLOutput output = new XMLOutput(html);
        Class<?> type =
                variables.containsKey("action") ? variables.get("action").getClass() : it.getClass();
        script(context, type, view, html).run(context, output);
        output.flush();
        return html.toString();
    }

    /** The view, compiled; texts come from its properties in the reader's language. */
    Script script(JellyContext context, Class<?> type, String view, HtmlWriter html) throws Exception {
        String base = type.getName().replace('.', '/').replace('$', '/') + "/" + view;
        return script(context, base, html);
    }

    Script script(JellyContext context, String base, HtmlWriter html) throws Exception {
        String text = read(base + ".jelly")
                // Marked where Jenkins writes text as it is; a rule elsewhere allows the chart alone.
                .replace("<j:out value=", "<st:raw value=");
        XMLParser parser = new XMLParser();
        parser.setContext(context);
        parser.setExpressionFactory(new Expressions(texts(base)));
        StandInTags.register(context, this, html);
        return parser.parse(new InputSource(new StringReader(text))).compile();
    }

    boolean isFirst(String adjunct) {
        return adjuncts.add(adjunct);
    }

    Locale locale() {
        return locale;
    }

    private Properties texts(String base) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = resource(base + "_" + locale.getLanguage() + ".properties")) {
            if (in != null) {
                texts.load(in);
            }
        }
        return texts;
    }

    static String read(String name) throws IOException {
        try (InputStream in = resource(name)) {
            if (in == null) {
                throw new IOException("There is no " + name);
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    static InputStream resource(String name) {
        return JellyPages.class.getClassLoader().getResourceAsStream(name);
    }

    /** Jenkins' expressions: JEXL, and texts to translate after a per cent sign. */
    private final class Expressions implements ExpressionFactory {
        private final Properties texts;

        Expressions(Properties texts) {
            this.texts = texts;
        }

        @Override
        public Expression createExpression(String text) {
            if (text.startsWith("%")) {
                return new ConstantExpression(texts.getProperty(text.substring(1), text.substring(1)));
            }
            org.apache.commons.jexl2.Expression compiled = jexl.createExpression(text);
            return new ExpressionSupport() {
                @Override
                public String getExpressionText() {
                    return text;
                }

                @Override
                public Object evaluate(JellyContext context) {
                    return compiled.evaluate(variables(context));
                }

                @Override
                public Iterator<?> evaluateAsIterator(JellyContext context) {
                    Object value = evaluate(context);
                    return value instanceof Iterable<?> items ? items.iterator() : super.evaluateAsIterator(context);
                }
            };
        }
    }

    private static JexlContext variables(JellyContext context) {
        return new JexlContext() {
            @Override
            public Object get(String name) {
                return context.getVariable(name);
            }

            @Override
            public void set(String name, Object value) {
                context.setVariable(name, value);
            }

            @Override
            public boolean has(String name) {
                return context.getVariable(name) != null;
            }
        };
    }
}
