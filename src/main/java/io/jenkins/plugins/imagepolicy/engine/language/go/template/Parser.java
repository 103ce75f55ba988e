package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a template: its text, its control and the templates that it defines. Source: Go text/template/parse. */
final class Parser {
    private static final int MAX_DEPTH = 100;
    private static final String ROOT = "";

    private final List<Token> tokens;
    private final Map<String, List<Node>> templates = new HashMap<>();
    private final Commands commands;
    private int at;
    private int loops;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
        this.commands = new Commands(this);
    }

    /** The templates by name; the one that is rendered has none. */
    static Map<String, List<Node>> parse(String source) throws TemplateException {
        Parser parser = new Parser(Lexer.tokens(source));
        List<Node> nodes = new ArrayList<>();
        if (parser.list(nodes) != null) {
            throw new TemplateException("unexpected {{end}} or {{else}}");
        }
        parser.templates.put(ROOT, nodes);
        return parser.templates;
    }

    static List<Node> root(Map<String, List<Node>> templates) {
        return templates.get(ROOT);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        Token token = tokens.get(at);
        at += token.is(Kind.END) ? 0 : 1;
        return token;
    }

    void skipSpace() {
        while (peek().is(Kind.SPACE)) {
            at++;
        }
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    void enter() throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw TemplateException.limit("template nests too deeply");
        }
    }

    void leave() {
        depth--;
    }

    static TemplateException unexpected(Token token, String context) {
        return new TemplateException("unexpected \"" + token.text() + "\" in " + context);
    }

    /** Reads up to {@code end} or {@code else}, which is returned; null at the end of the text. */
    private String list(List<Node> nodes) throws TemplateException {
        while (!peek().is(Kind.END)) {
            Token token = take();
            if (token.is(Kind.TEXT)) {
                nodes.add(new Node.Text(token.text()));
                continue;
            }
            skipSpace();
            String word = peek().is(Kind.WORD) ? peek().text() : "";
            if (word.equals("end") || word.equals("else")) {
                take();
                if (word.equals("end")) {
                    close("end");
                }
                return word;
            }
            Node node = action(word);
            if (node != null) {
                nodes.add(node);
            }
        }
        return null;
    }

    private void close(String context) throws TemplateException {
        skipSpace();
        Token token = take();
        if (!token.is(Kind.CLOSE)) {
            throw unexpected(token, context);
        }
    }

    private Node action(String word) throws TemplateException {
        switch (word) {
            case "if", "with", "range" -> {
                take();
                return control(word);
            }
            case "break", "continue" -> {
                take();
                close(word);
                if (loops == 0) {
                    throw new TemplateException("{{" + word + "}} outside {{range}}");
                }
                return word.equals("break") ? new Node.Break() : new Node.Continue();
            }
            case "define", "block" -> {
                take();
                return definition(word);
            }
            case "template" -> {
                take();
                String name = name(word);
                return new Node.Include(name, optionalPipeline(word));
            }
            default -> {
                return new Node.Output(commands.pipeline("command", Kind.CLOSE));
            }
        }
    }

    private String name(String context) throws TemplateException {
        skipSpace();
        Token token = take();
        if (!token.is(Kind.STRING)) {
            throw unexpected(token, context + " clause");
        }
        skipSpace();
        return token.text();
    }

    private Node.Pipeline optionalPipeline(String context) throws TemplateException {
        if (peek().is(Kind.CLOSE)) {
            take();
            return null;
        }
        return commands.pipeline(context, Kind.CLOSE);
    }

    private Node definition(String word) throws TemplateException {
        if (depth > 0 && word.equals("define")) {
            throw new TemplateException("unexpected {{define}}");
        }
        String name = name(word);
        Node.Pipeline dot = null;
        if (word.equals("define")) {
            close(word);
        } else {
            dot = commands.pipeline(word, Kind.CLOSE);
        }
        enter();
        List<Node> body = new ArrayList<>();
        int outer = commands.hideVariables();
        int outerLoops = loops;
        loops = 0;
        if (!"end".equals(list(body))) {
            throw new TemplateException("unexpected {{else}} or end of text in " + word + " clause");
        }
        loops = outerLoops;
        commands.showVariables(outer);
        leave();
        if (templates.put(name, body) != null && word.equals("define")) {
            throw new TemplateException("multiple definition of template \"" + name + "\"");
        }
        return word.equals("define") ? null : new Node.Include(name, dot);
    }

    private Node control(String word) throws TemplateException {
        enter();
        int variables = commands.variables();
        Node.Pipeline pipeline = commands.pipeline(word, Kind.CLOSE);
        loops += word.equals("range") ? 1 : 0;
        List<Node> body = new ArrayList<>();
        String ended = list(body);
        loops -= word.equals("range") ? 1 : 0;
        List<Node> orElse = new ArrayList<>();
        if ("else".equals(ended)) {
            otherwise(word, orElse);
        } else if (ended == null) {
            throw new TemplateException("unexpected EOF");
        }
        commands.dropVariables(variables);
        leave();
        return switch (word) {
            case "if" -> new Node.If(pipeline, body, orElse);
            case "with" -> new Node.With(pipeline, body, orElse);
            default -> new Node.Range(pipeline, body, orElse);
        };
    }

    /** What follows {@code else}: a list up to the end, or one more condition that shares the end. */
    private void otherwise(String word, List<Node> orElse) throws TemplateException {
        skipSpace();
        Token next = peek();
        boolean chained = next.is(Kind.WORD) && next.text().equals(word) && !word.equals("range");
        if (chained) {
            take();
            orElse.add(control(word));
            return;
        }
        close("else");
        if (!"end".equals(list(orElse))) {
            throw new TemplateException("expected end; found {{else}} or EOF");
        }
    }
}
