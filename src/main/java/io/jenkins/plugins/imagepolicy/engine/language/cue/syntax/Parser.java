package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Recursive-descent parser of CUE files. */
public final class Parser {
    private static final int MAX_DEPTH = 1000;
    private static final Set<String> CLAUSE_KEYWORDS = Set.of("for", "if");

    private final Lexer lexer;
    private int depth;

    private Parser(String text) {
        lexer = new Lexer(text);
        lexer.next();
    }

    /** Reads a whole text or throws {@link CueFault}. */
    public static Ast.File parse(String text) {
        return new Parser(text).file();
    }

    private Ast.File file() {
        while (lexer.type == TokenType.ATTRIBUTE) {
            if (lexer.lexeme().startsWith("@experiment") || lexer.lexeme().startsWith("@extern")) {
                throw CueFault.unsupported(lexer.start, lexer.lexeme());
            }
            lexer.next();
            endOfElement(TokenType.EOF, "file");
        }
        if (isKeyword("package")) {
            lexer.next();
            if (lexer.type != TokenType.IDENT) {
                throw expected("'IDENT'");
            }
            if (lexer.lexeme().startsWith("#") || lexer.lexeme().startsWith("_#")) {
                throw CueFault.invalid(lexer.start, "invalid package name " + lexer.lexeme());
            }
            lexer.next();
            endOfElement(TokenType.EOF, "file");
        }
        List<Ast.Import> imports = new ArrayList<>();
        while (isKeyword("import")) {
            lexer.next();
            importDeclaration(imports);
            endOfElement(TokenType.EOF, "file");
        }
        List<Ast.Decl> decls = decls(TokenType.EOF, "file");
        return new Ast.File(List.copyOf(imports), decls);
    }

    private void importDeclaration(List<Ast.Import> imports) {
        if (lexer.type != TokenType.LPAREN) {
            imports.add(importSpec());
            return;
        }
        lexer.next();
        while (lexer.type != TokenType.RPAREN) {
            imports.add(importSpec());
            if (lexer.type != TokenType.COMMA) {
                break;
            }
            lexer.next();
        }
        expect(TokenType.RPAREN);
    }

    private Ast.Import importSpec() {
        int at = lexer.start;
        String name = null;
        if (lexer.type == TokenType.IDENT) {
            name = lexer.lexeme();
            lexer.next();
        }
        if (lexer.type != TokenType.STRING) {
            throw expected("'STRING'");
        }
        Ast.Expr path = string();
        if (!(path instanceof Ast.Text text) || text.bytes()) {
            throw CueFault.invalid(at, "invalid import path");
        }
        return new Ast.Import(name, utf8(text), at);
    }

    /** Declarations up to, and without, the closing token. */
    private List<Ast.Decl> decls(TokenType close, String where) {
        List<Ast.Decl> decls = new ArrayList<>();
        while (lexer.type != close) {
            if (lexer.type == TokenType.EOF) {
                throw expected("'" + close.text() + "'");
            }
            if (lexer.type == TokenType.ATTRIBUTE) {
                lexer.next();
            } else {
                decls.add(decl());
            }
            endOfElement(close, where);
        }
        return List.copyOf(decls);
    }

    private void endOfElement(TokenType close, String where) {
        if (lexer.type == TokenType.COMMA) {
            lexer.next();
        } else if (lexer.type != close) {
            throw CueFault.invalid(
                    lexer.start, "missing ',' in " + (where.equals("file") ? "struct" : where) + " literal");
        }
    }

    private Ast.Decl decl() {
        int at = lexer.start;
        if (lexer.type == TokenType.ELLIPSIS) {
            lexer.next();
            if (startsOperand()) {
                throw CueFault.invalid(lexer.start, "missing ',' in struct literal");
            }
            return new Ast.Ellipsis(at);
        }
        if (isKeyword("let") && !isLabelAhead()) {
            return let(at);
        }
        if (isClauseKeyword() && !isLabelAhead()) {
            return comprehension(at);
        }
        return fieldOrEmbedding(at);
    }

    private Ast.Let let(int at) {
        lexer.next();
        String name = identifier();
        expect(TokenType.BIND);
        return new Ast.Let(name, expression(), at);
    }

    private Ast.Decl fieldOrEmbedding(int at) {
        enter(at);
        String alias = aliasAhead();
        Ast.Expr expr = labelOrExpression();
        Ast.Mark mark = markAhead();
        if (mark == null) {
            if (alias != null) {
                throw CueFault.invalid(at, "an alias is not allowed here: old-style alias no longer supported");
            }
            depth--;
            return new Ast.Embed(plain(expr), at);
        }
        if (expr instanceof Ast.Name name && name.name().equals("_")) {
            throw CueFault.invalid(at, "cannot use _ as label");
        }
        Ast.Field field = field(alias, label(expr), mark, at);
        while (lexer.type == TokenType.ATTRIBUTE) {
            lexer.next();
        }
        depth--;
        return field;
    }

    /** After the label and its mark: the value, which may again be a field. */
    private Ast.Field field(String alias, Ast.Label label, Ast.Mark mark, int at) {
        expect(TokenType.COLON);
        int valueAt = lexer.start;
        enter(valueAt);
        String valueAlias = aliasAhead();
        Ast.Expr value = labelOrExpression();
        Ast.Mark innerMark = markAhead();
        if (innerMark != null) {
            if (value instanceof Ast.Name name && name.name().equals("_")) {
                throw CueFault.invalid(valueAt, "cannot use _ as label");
            }
            Ast.Field inner = field(valueAlias, label(value), innerMark, valueAt);
            value = new Ast.Struct(List.of(inner), valueAt);
            valueAlias = null;
        }
        depth--;
        return new Ast.Field(alias, label, mark, valueAlias, plain(value), at);
    }

    private Ast.Label label(Ast.Expr expr) {
        if (expr instanceof Ast.Name name) {
            return new Ast.NameLabel(name.name());
        }
        if (expr instanceof Ast.Text text) {
            return new Ast.TextLabel(utf8(text));
        }
        if (expr instanceof Ast.Interpolation interpolation && !interpolation.bytes()) {
            return new Ast.ComputedLabel(interpolation);
        }
        if (expr instanceof Ast.Paren paren) {
            return new Ast.ComputedLabel(paren.inner());
        }
        if (expr instanceof Ast.ListLit list
                && list.elements().size() == 1
                && !list.open()
                && list.elements().get(0) instanceof Ast.Expr pattern) {
            return pattern instanceof Ast.Aliased aliased
                    ? new Ast.PatternLabel(aliased.name(), aliased.inner())
                    : new Ast.PatternLabel(null, pattern);
        }
        throw CueFault.invalid(expr.at(), "expected label before ':'");
    }

    private Ast.Mark markAhead() {
        return switch (lexer.type) {
            case COLON -> Ast.Mark.REGULAR;
            case OPTION -> markBeforeColon(Ast.Mark.OPTIONAL);
            case NOT -> markBeforeColon(Ast.Mark.REQUIRED);
            default -> null;
        };
    }

    private Ast.Mark markBeforeColon(Ast.Mark mark) {
        lexer.next();
        if (lexer.type != TokenType.COLON) {
            throw expected("':'");
        }
        return mark;
    }

    private String aliasAhead() {
        if (lexer.type != TokenType.IDENT) {
            return null;
        }
        String name = lexer.lexeme();
        int position = lexer.position();
        boolean comma = lexer.insertsComma();
        int start = lexer.start;
        int end = lexer.end;
        lexer.next();
        if (lexer.type == TokenType.BIND) {
            lexer.next();
            return name;
        }
        rewind(position, comma, start, end);
        return null;
    }

    /** Goes back to an identifier token. */
    private void rewind(int position, boolean comma, int start, int end) {
        lexer.restore(position, comma);
        lexer.type = TokenType.IDENT;
        lexer.start = start;
        lexer.end = end;
        lexer.implied = false;
    }

    /** Whether the identifier token at hand is a label: followed by a colon, perhaps with a mark. */
    private boolean isLabelAhead() {
        int position = lexer.position();
        boolean comma = lexer.insertsComma();
        int start = lexer.start;
        int end = lexer.end;
        lexer.next();
        boolean label = lexer.type == TokenType.COLON
                || lexer.type == TokenType.OPTION
                || lexer.type == TokenType.BIND
                || (lexer.type == TokenType.NOT && lexer.text().startsWith(":", lexer.end));
        rewind(position, comma, start, end);
        return label;
    }

    private Ast.Expr labelOrExpression() {
        if (lexer.type == TokenType.IDENT && isReserved(lexer.lexeme()) && isLabelAhead()) {
            Ast.Expr name = new Ast.Name(lexer.lexeme(), lexer.start);
            lexer.next();
            return name;
        }
        return anyExpression();
    }

    private static boolean isReserved(String word) {
        return switch (word) {
            case "for", "if", "let", "in", "true", "false", "null", "package", "import", "func" -> true;
            default -> false;
        };
    }

    private Ast.Comprehension comprehension(int at) {
        List<Ast.Clause> clauses = new ArrayList<>();
        while (true) {
            int clauseAt = lexer.start;
            if (isKeyword("for")) {
                clauses.add(forClause(clauseAt));
            } else if (isKeyword("if")) {
                lexer.next();
                clauses.add(new Ast.IfClause(expression(), clauseAt));
            } else if (isKeyword("let")) {
                lexer.next();
                String name = identifier();
                expect(TokenType.BIND);
                clauses.add(new Ast.LetClause(name, expression(), clauseAt));
            } else {
                break;
            }
            if (lexer.type == TokenType.COMMA) {
                skipCommaBetweenClauses();
            }
        }
        if (lexer.type != TokenType.LBRACE) {
            throw expected("'{'");
        }
        return new Ast.Comprehension(List.copyOf(clauses), struct(), at);
    }

    private void skipCommaBetweenClauses() {
        lexer.next();
        if (!isKeyword("for") && !isKeyword("if") && !isKeyword("let") && lexer.type != TokenType.LBRACE) {
            throw expected("a clause or '{'");
        }
    }

    private Ast.ForClause forClause(int at) {
        lexer.next();
        String value = identifier();
        String key = null;
        if (lexer.type == TokenType.COMMA && !lexer.implied) {
            lexer.next();
            key = value;
            value = identifier();
        }
        if (!isKeyword("in")) {
            throw expected("'in'");
        }
        lexer.next();
        return new Ast.ForClause(key, value, expression(), at);
    }

    private Ast.Expr expression() {
        return plain(anyExpression());
    }

    private Ast.Expr plain(Ast.Expr expr) {
        if (expr instanceof Ast.Aliased aliased) {
            throw CueFault.invalid(aliased.at(), "an alias is not allowed here");
        }
        return expr;
    }

    private Ast.Expr anyExpression() {
        return binary(1);
    }

    private Ast.Expr binary(int minimum) {
        Ast.Expr left = unary();
        while (true) {
            Operator operator = binaryOperator();
            if (operator == null || operator.precedence() < minimum) {
                return left;
            }
            int at = lexer.start;
            lexer.next();
            enter(at);
            Ast.Expr right = binary(operator.precedence() + 1);
            depth--;
            left = new Ast.Binary(operator, plain(left), plain(right), at);
        }
    }

    private Operator binaryOperator() {
        return switch (lexer.type) {
            case OR -> Operator.OR;
            case AND -> Operator.AND;
            case LOR -> Operator.BOOL_OR;
            case LAND -> Operator.BOOL_AND;
            case EQL -> Operator.EQUAL;
            case NEQ -> Operator.NOT_EQUAL;
            case LSS -> Operator.LESS;
            case LEQ -> Operator.LESS_EQUAL;
            case GTR -> Operator.GREATER;
            case GEQ -> Operator.GREATER_EQUAL;
            case MAT -> Operator.MATCH;
            case NMAT -> Operator.NOT_MATCH;
            case ADD -> Operator.ADD;
            case SUB -> Operator.SUBTRACT;
            case MUL -> Operator.MULTIPLY;
            case QUO -> Operator.DIVIDE;
            case IDENT ->
                switch (lexer.lexeme()) {
                    case "div" -> Operator.INT_DIV;
                    case "mod" -> Operator.INT_MOD;
                    case "quo" -> Operator.INT_QUO;
                    case "rem" -> Operator.INT_REM;
                    default -> null;
                };
            default -> null;
        };
    }

    private Ast.Expr unary() {
        Operator operator =
                switch (lexer.type) {
                    case NOT -> Operator.NOT;
                    case ADD -> Operator.ADD;
                    case SUB -> Operator.SUBTRACT;
                    case MUL -> Operator.MULTIPLY;
                    case NEQ -> Operator.NOT_EQUAL;
                    case LSS -> Operator.LESS;
                    case LEQ -> Operator.LESS_EQUAL;
                    case GTR -> Operator.GREATER;
                    case GEQ -> Operator.GREATER_EQUAL;
                    case MAT -> Operator.MATCH;
                    case NMAT -> Operator.NOT_MATCH;
                    default -> null;
                };
        if (operator == null) {
            return primary();
        }
        int at = lexer.start;
        lexer.next();
        enter(at);
        Ast.Expr operand = plain(unary());
        depth--;
        return new Ast.Unary(operator, operand, at);
    }

    private Ast.Expr primary() {
        int at = lexer.start;
        enter(at);
        Ast.Expr expr = operand();
        while (true) {
            if (lexer.type == TokenType.DOT) {
                lexer.next();
                expr = selector(plain(expr));
            } else if (lexer.type == TokenType.LBRACK) {
                expr = index(plain(expr));
            } else if (lexer.type == TokenType.LPAREN) {
                expr = call(plain(expr));
            } else {
                depth--;
                return expr;
            }
        }
    }

    private Ast.Expr selector(Ast.Expr from) {
        int at = lexer.start;
        if (lexer.type == TokenType.STRING) {
            Ast.Expr name = string();
            if (!(name instanceof Ast.Text text) || text.bytes()) {
                throw CueFault.invalid(at, "expected selector");
            }
            return new Ast.Selector(from, utf8(text), true, at);
        }
        if (lexer.type != TokenType.IDENT) {
            throw expected("selector");
        }
        String name = lexer.lexeme();
        lexer.next();
        return new Ast.Selector(from, name, false, at);
    }

    private Ast.Expr index(Ast.Expr from) {
        int at = lexer.start;
        lexer.next();
        Ast.Expr low = lexer.type == TokenType.COLON ? null : expression();
        if (lexer.type == TokenType.COLON) {
            lexer.next();
            Ast.Expr high = lexer.type == TokenType.RBRACK ? null : expression();
            expect(TokenType.RBRACK);
            return new Ast.Slice(from, low, high, at);
        }
        expect(TokenType.RBRACK);
        return new Ast.Index(from, low, at);
    }

    private Ast.Expr call(Ast.Expr function) {
        int at = lexer.start;
        lexer.next();
        List<Ast.Expr> arguments = new ArrayList<>();
        while (lexer.type != TokenType.RPAREN) {
            arguments.add(expression());
            if (lexer.type != TokenType.COMMA) {
                break;
            }
            lexer.next();
        }
        expect(TokenType.RPAREN);
        return new Ast.Call(function, List.copyOf(arguments), at);
    }

    private Ast.Expr operand() {
        int at = lexer.start;
        switch (lexer.type) {
            case STRING:
                return string();
            case INT, FLOAT: {
                Ast.Expr number = new Ast.Num(lexer.lexeme(), at);
                lexer.next();
                return number;
            }
            case BOTTOM:
                lexer.next();
                return new Ast.Bottom(at);
            case LBRACE:
                return struct();
            case LBRACK:
                return list();
            case LPAREN: {
                lexer.next();
                Ast.Expr inner = expression();
                expect(TokenType.RPAREN);
                return new Ast.Paren(inner, at);
            }
            case IDENT:
                return name(at);
            default:
                throw expected("operand");
        }
    }

    private Ast.Expr name(int at) {
        String name = lexer.lexeme();
        lexer.next();
        return switch (name) {
            case "true" -> new Ast.Bool(true, at);
            case "false" -> new Ast.Bool(false, at);
            case "null" -> new Ast.Null(at);
            default -> new Ast.Name(name, at);
        };
    }

    private Ast.Struct struct() {
        int at = lexer.start;
        enter(at);
        lexer.next();
        List<Ast.Decl> decls = decls(TokenType.RBRACE, "struct");
        expect(TokenType.RBRACE);
        depth--;
        return new Ast.Struct(decls, at);
    }

    private Ast.Expr list() {
        int at = lexer.start;
        enter(at);
        lexer.next();
        List<Ast.Element> elements = new ArrayList<>();
        boolean open = false;
        Ast.Expr rest = null;
        while (lexer.type != TokenType.RBRACK) {
            if (lexer.type == TokenType.ELLIPSIS) {
                lexer.next();
                open = true;
                rest = startsOperand() ? expression() : null;
                if (lexer.type == TokenType.COMMA) {
                    lexer.next();
                }
                break;
            }
            elements.add(element());
            if (lexer.type != TokenType.COMMA) {
                if (lexer.type != TokenType.RBRACK && lexer.type != TokenType.EOF) {
                    throw CueFault.invalid(lexer.start, "missing ',' in list literal");
                }
                break;
            }
            lexer.next();
        }
        expect(TokenType.RBRACK);
        depth--;
        return listOf(elements, open, rest, at);
    }

    private Ast.ListLit listOf(List<Ast.Element> elements, boolean open, Ast.Expr rest, int at) {
        boolean pattern = elements.size() == 1 && !open && lexer.type == TokenType.COLON;
        for (Ast.Element element : elements) {
            if (!pattern && element instanceof Ast.Aliased) {
                throw CueFault.invalid(element.at(), "an alias is not allowed here");
            }
        }
        return new Ast.ListLit(List.copyOf(elements), open, rest, at);
    }

    private Ast.Element element() {
        int at = lexer.start;
        if (isClauseKeyword()) {
            return comprehension(at);
        }
        String alias = aliasAhead();
        Ast.Expr expr = expression();
        return alias == null ? expr : new Ast.Aliased(alias, expr, at);
    }

    private Ast.Expr string() {
        int at = lexer.start;
        StringScanner scanner = new StringScanner(lexer.text(), at);
        List<Ast.Expr> values = new ArrayList<>();
        while (scanner.segment()) {
            enter(at);
            lexer.restore(scanner.position(), false);
            lexer.next();
            values.add(expression());
            if (lexer.type != TokenType.RPAREN) {
                throw expected("')' for string interpolation");
            }
            scanner.continueAt(lexer.end);
            depth--;
        }
        lexer.resume(scanner.position());
        lexer.next();
        List<byte[]> texts = scanner.decode();
        return values.isEmpty()
                ? new Ast.Text(texts.get(0), scanner.isBytes(), at)
                : new Ast.Interpolation(texts, List.copyOf(values), scanner.isBytes(), at);
    }

    private static String utf8(Ast.Text text) {
        return new String(text.value(), StandardCharsets.UTF_8);
    }

    private String identifier() {
        if (lexer.type != TokenType.IDENT || isLiteral(lexer.lexeme())) {
            throw expected("'IDENT'");
        }
        String name = lexer.lexeme();
        lexer.next();
        return name;
    }

    private static boolean isLiteral(String word) {
        return switch (word) {
            case "true", "false", "null", "for", "in", "if", "let" -> true;
            default -> false;
        };
    }

    private boolean isKeyword(String word) {
        return lexer.type == TokenType.IDENT
                && lexer.end - lexer.start == word.length()
                && lexer.lexeme().equals(word);
    }

    private boolean isClauseKeyword() {
        return lexer.type == TokenType.IDENT && CLAUSE_KEYWORDS.contains(lexer.lexeme());
    }

    private boolean startsOperand() {
        return switch (lexer.type) {
            case COMMA, RBRACE, RBRACK, EOF -> false;
            default -> true;
        };
    }

    private void enter(int at) {
        if (++depth > MAX_DEPTH) {
            throw CueFault.limit(at, "the text nests deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void expect(TokenType type) {
        if (lexer.type != type) {
            throw expected("'" + type.text() + "'");
        }
        lexer.next();
    }

    private CueFault expected(String what) {
        String found = lexer.type == TokenType.IDENT || lexer.type == TokenType.INT || lexer.type == TokenType.FLOAT
                ? "'" + lexer.type.text() + "' " + lexer.lexeme()
                : lexer.type == TokenType.COMMA && lexer.implied ? "newline" : "'" + lexer.type.text() + "'";
        return CueFault.invalid(lexer.start, "expected " + what + ", found " + found);
    }
}
