package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module.Import;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Source;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads modules and queries. Stops at the first fault. */
public final class RegoParser {
    private static final Set<String> ROOTS = Set.of("data", "input", "future", "rego");

    private final Source source;
    private final Lexer lexer;
    private final Cursor cursor;
    private final TermParser terms;
    private final BodyParser bodies;
    private boolean strict;

    private RegoParser(Source source, boolean v1) {
        this.source = source;
        this.strict = v1;
        this.lexer = new Lexer(source);
        this.cursor = new Cursor(lexer.tokens(), new Keywords(v1));
        this.bodies = new BodyParser(cursor);
        this.terms = bodies.terms();
    }

    public static Module module(Source source, boolean v1) {
        return new RegoParser(source, v1).module();
    }

    public static List<Expr> query(Source source, boolean v1) {
        RegoParser parser = new RegoParser(source, v1);
        parser.cursor.keywords().addAll();
        List<Expr> body = parser.bodies.query();
        if (body.isEmpty()) {
            throw RegoError.invalid(
                    RegoError.PARSE, "empty body", parser.cursor.peek().at());
        }
        return body;
    }

    /** A single term, as in the {@code input_term} of a conformance case. */
    public static Term term(Source source) {
        RegoParser parser = new RegoParser(source, true);
        Term term = parser.terms.expression();
        if (!parser.cursor.atEnd()) {
            throw parser.cursor.unexpected("");
        }
        return term;
    }

    private Module module() {
        if (cursor.atEnd()) {
            throw RegoError.invalid(RegoError.PARSE, "empty module", null);
        }
        if (!cursor.atKeyword("package")) {
            throw cursor.error("package expected", cursor.peek().at());
        }
        Location at = cursor.peek().at();
        List<String> path = packagePath();
        List<Import> imports = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        while (!cursor.atEnd()) {
            if (cursor.atKeyword("import") && !cursor.atKeywordOfReference()) {
                parseImport(imports);
            } else if (cursor.atKeyword("package") && !cursor.atKeywordOfReference()) {
                throw cursor.error("unexpected package", cursor.peek().at());
            } else {
                new RuleParser(cursor, bodies, strict).rules(rules);
            }
        }
        return new Module(source, path, at, imports, rules, lexer.comments(), strict);
    }

    private List<String> packagePath() {
        cursor.take();
        Token first = cursor.peek();
        if (first.kind() != Token.Kind.NAME) {
            throw cursor.unexpected("expected ident");
        }
        return path(cursor.atAnyKeyword() ? keywordPath() : terms.term(), "package");
    }

    private Term keywordPath() {
        return cursor.atKeywordOfReference() ? terms.referenceOfKeyword() : terms.variable(cursor.take());
    }

    private List<String> path(Term term, String what) {
        List<String> path = new ArrayList<>();
        if (term instanceof Term.Variable v) {
            path.add(v.name());
        } else if (term instanceof Term.Ref ref && ref.head() instanceof Term.Variable v) {
            path.add(v.name());
            for (Term t : ref.path()) {
                if (!(t instanceof Term.Scalar s && s.value() instanceof StringValue string)) {
                    throw cursor.error("unexpected term in " + what + " path: expecting string", t.at());
                }
                path.add(string.value());
            }
        } else {
            throw cursor.error("expected path", term.at());
        }
        return path;
    }

    private void parseImport(List<Import> imports) {
        Location at = cursor.take().at();
        if (cursor.peek().kind() != Token.Kind.NAME) {
            throw cursor.unexpected("expected path");
        }
        Location pathAt = cursor.peek().at();
        List<String> path = path(cursor.atAnyKeyword() ? keywordPath() : terms.term(), "import");
        if (!ROOTS.contains(path.get(0))) {
            throw cursor.error(
                    "unexpected import path, must begin with one of: {data, future, input, rego}, got: " + path.get(0),
                    pathAt);
        }
        String alias = null;
        if (cursor.atKeyword("as")) {
            cursor.take();
            if (cursor.peek().kind() != Token.Kind.NAME || cursor.atAnyKeyword()) {
                throw cursor.unexpected("expected var");
            }
            alias = cursor.take().text();
        }
        Import imported = new Import(path, alias, at);
        switch (path.get(0)) {
            case "future" -> future(path, alias, pathAt);
            case "rego" -> regoV1(path, alias, pathAt);
            default -> {
                if (alias == null && cursor.keywords().contains(imported.name())) {
                    throw cursor.error(
                            "unexpected import path, must not end with a keyword, got: " + imported.name(), pathAt);
                }
            }
        }
        imports.add(imported);
    }

    private void future(List<String> path, String alias, Location at) {
        if (path.size() < 2 || !path.get(1).equals("keywords")) {
            throw cursor.error("invalid import, must be `future.keywords`", at);
        }
        if (alias != null) {
            throw cursor.error("`future` imports cannot be aliased", at);
        }
        if (path.size() == 2) {
            cursor.keywords().addAll();
        } else if (path.size() == 3 && Keywords.FUTURE.contains(path.get(2))) {
            cursor.keywords().add(path.get(2));
        } else if (!path.get(2).equals("not") || path.size() > 3) {
            throw cursor.error("unexpected keyword, must be one of [contains every if in]", at);
        }
    }

    private void regoV1(List<String> path, String alias, Location at) {
        if (!path.equals(List.of("rego", "v1"))) {
            throw cursor.error("invalid import `" + String.join(".", path) + "`, must be `rego.v1`", at);
        }
        if (alias != null) {
            throw cursor.error("`rego` imports cannot be aliased", at);
        }
        cursor.keywords().addAll();
        strict = true;
    }
}
