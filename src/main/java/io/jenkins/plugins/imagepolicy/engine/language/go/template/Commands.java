package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.go.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the pipelines inside of actions; knows which variables there are. */
final class Commands {
    private final Parser parser;
    private List<String> variables = new ArrayList<>(List.of("$"));
    private final List<List<String>> hidden = new ArrayList<>();

    Commands(Parser parser) {
        this.parser = parser;
    }

    int variables() {
        return variables.size();
    }

    void dropVariables(int keep) {
        variables.subList(keep, variables.size()).clear();
    }

    /** A template of its own sees none of the variables around. */
    int hideVariables() {
        hidden.add(variables);
        variables = new ArrayList<>(List.of("$"));
        return hidden.size() - 1;
    }

    void showVariables(int index) {
        variables = hidden.remove(index);
    }

    Node.Pipeline pipeline(String context, Kind end) throws TemplateException {
        parser.enter();
        List<String> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            parser.skipSpace();
            if (parser.peek().is(end)) {
                parser.take();
                check(commands, context);
                parser.leave();
                return new Node.Pipeline(declared, assigns, commands);
            }
            commands.add(command(context));
        }
    }

    private static void check(List<Node.Command> commands, String context) throws TemplateException {
        if (commands.isEmpty()) {
            throw new TemplateException("missing value for " + context);
        }
        for (Node.Command c : commands.subList(1, commands.size())) {
            Node.Operand first = c.words().get(0);
            boolean dot = first instanceof Node.Field f && f.names().isEmpty();
            if (first instanceof Node.Constant || first instanceof Node.Nil || dot) {
                throw new TemplateException("non executable command in pipeline");
            }
        }
    }

    /** The variables that the pipeline gives its value to; true if it assigns to them. */
    private boolean declarations(String context, List<String> declared) throws TemplateException {
        while (true) {
            parser.skipSpace();
            int mark = parser.mark();
            if (!parser.peek().is(Kind.VARIABLE)) {
                return false;
            }
            String name = parser.take().text();
            parser.skipSpace();
            Token next = parser.take();
            if (next.is(Kind.DECLARE) || next.is(Kind.ASSIGN)) {
                declared.add(name);
                variables.add(name);
                return next.is(Kind.ASSIGN);
            }
            if (!next.is(Kind.COMMA)) {
                parser.reset(mark);
                return false;
            }
            if (!context.equals("range") || !declared.isEmpty()) {
                throw new TemplateException("too many declarations in " + context);
            }
            declared.add(name);
            variables.add(name);
        }
    }

    private Node.Command command(String context) throws TemplateException {
        List<Node.Operand> words = new ArrayList<>();
        while (true) {
            parser.skipSpace();
            Node.Operand operand = operand(context);
            if (operand != null) {
                words.add(operand);
            }
            Token next = parser.peek();
            if (next.is(Kind.SPACE)) {
                continue;
            }
            if (next.is(Kind.PIPE)) {
                parser.take();
            } else if (!next.is(Kind.CLOSE) && !next.is(Kind.RIGHT)) {
                throw Parser.unexpected(next, "operand");
            }
            if (words.isEmpty()) {
                throw new TemplateException("empty command");
            }
            return new Node.Command(words);
        }
    }

    private Node.Operand operand(String context) throws TemplateException {
        Node.Operand term = term(context);
        if (term == null || !parser.peek().is(Kind.FIELD)) {
            return term;
        }
        List<String> fields = new ArrayList<>();
        while (parser.peek().is(Kind.FIELD)) {
            fields.add(parser.take().text());
        }
        if (term instanceof Node.Field f && !f.names().isEmpty()) {
            fields.addAll(0, f.names());
            return new Node.Field(fields);
        }
        if (term instanceof Node.Variable v) {
            return new Node.Variable(v.name(), fields);
        }
        if (term instanceof Node.Nested n) {
            return new Node.Nested(n.pipeline(), fields);
        }
        throw new TemplateException("unexpected . after term");
    }

    private Node.Operand term(String context) throws TemplateException {
        Token token = parser.peek();
        switch (token.kind()) {
            case WORD -> {
                parser.take();
                return word(token.text());
            }
            case DOT -> {
                parser.take();
                return new Node.Field(List.of());
            }
            case FIELD -> {
                parser.take();
                return new Node.Field(List.of(token.text()));
            }
            case VARIABLE -> {
                parser.take();
                if (!variables.contains(token.text())) {
                    throw new TemplateException("undefined variable \"" + token.text() + "\"");
                }
                return new Node.Variable(token.text(), List.of());
            }
            case STRING -> {
                parser.take();
                return new Node.Constant(new GoValue.Text(token.text()));
            }
            case CHARACTER, NUMBER -> {
                parser.take();
                return new Node.Constant(Numbers.of(token));
            }
            case LEFT -> {
                parser.take();
                return new Node.Nested(pipeline("parenthesized pipeline", Kind.RIGHT), List.of());
            }
            case PIPE, SPACE, CLOSE, RIGHT -> {
                return null;
            }
            default -> throw Parser.unexpected(token, context);
        }
    }

    private static Node.Operand word(String word) throws TemplateException {
        if (word.equals("true") || word.equals("false")) {
            return new Node.Constant(new GoValue.Bool(word.equals("true")));
        }
        if (word.equals("nil")) {
            return new Node.Nil();
        }
        if (!Functions.NAMES.contains(word)) {
            throw new TemplateException("function \"" + word + "\" not defined");
        }
        return new Node.Function(word);
    }
}
