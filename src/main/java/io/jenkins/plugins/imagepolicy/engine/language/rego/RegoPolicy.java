package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Source;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.compiler.Compilation;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Machine;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Trace;
import io.jenkins.plugins.imagepolicy.engine.language.rego.parser.RegoParser;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Names;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A compiled policy. Immutable: any number of threads may query it. */
public final class RegoPolicy {
    private static final String WHOLE = "$value";

    private final List<Module> modules;
    private final Compilation compilation;
    private final Value data;
    private final RegoOptions options;
    private final Map<String, Object> patterns = new ConcurrentHashMap<>();

    RegoPolicy(List<Module> modules, Compilation compilation, Value data, RegoOptions options) {
        this.modules = modules;
        this.compilation = compilation;
        this.data = data;
        this.options = options;
    }

    /** The same policy, compiled to tell a trace about every expression. */
    RegoPolicy traced() {
        return new RegoPolicy(modules, Compilation.of(modules, options.v1(), true), data, options);
    }

    String fileName() {
        return modules.isEmpty() ? "" : modules.get(0).source().name();
    }

    /**
     * Evaluates a query such as {@code data.sigstore.isCompliant} or {@code x = data.a.b; x.c > 1}.
     *
     * @throws RegoException if the query is not valid, evaluation fails, or a bound is reached
     */
    public RegoResult query(String query, RegoInput input, RegoEnvironment env) throws RegoException {
        return Faults.checked(fileName(), () -> run(query, input, env, null));
    }

    RegoResult run(String query, RegoInput input, RegoEnvironment env, Trace trace) {
        Value[] path = documentPath(query);
        if (path != null) {
            Value value = machine(input, env, trace).document(path);
            return new RegoResult(value == null || value.isFalse() ? List.of() : List.of(Map.of()), value);
        }
        List<Expr> body = RegoParser.query(new Source("query", query), options.v1());
        List<Expr> compiled = single(body) == null ? body : List.of(naming(body.get(0), single(body)));
        List<Map<String, Value>> solutions = new ArrayList<>();
        List<List<Value>> rows = new ArrayList<>();
        Compilation.Query program = compilation.query(compiled, row -> {
            rows.add(row);
            return false;
        });
        machine(input, env, trace).run(program.definition(), new Value[0]);
        Value whole = null;
        for (List<Value> row : rows) {
            Map<String, Value> solution = new LinkedHashMap<>();
            boolean truthy = true;
            for (int i = 0; i < row.size(); i++) {
                if (program.names().get(i).equals(WHOLE)) {
                    whole = whole == null ? row.get(i) : whole;
                    truthy &= !row.get(i).isFalse();
                } else {
                    solution.put(program.names().get(i), row.get(i));
                }
            }
            if (truthy) {
                solutions.add(solution);
            }
        }
        return new RegoResult(solutions, whole);
    }

    /** The path of a query such as {@code data.a.b}, which needs no compilation; null for any other. */
    private static Value[] documentPath(String query) {
        if (!query.startsWith("data.")) {
            return null;
        }
        String[] names = query.substring(5).split("[.]", -1);
        Value[] path = new Value[names.length];
        for (int i = 0; i < names.length; i++) {
            if (!Names.isName(names[i])) {
                return null;
            }
            path[i] = StringValue.of(names[i]);
        }
        return path;
    }

    private Machine machine(RegoInput input, RegoEnvironment env, Trace trace) {
        return new Machine(new Machine.Setup(
                compilation.tree(),
                compilation.groups(),
                compilation.closureCaches(),
                input.value(),
                data,
                env.now(),
                env.limits(),
                options.strictBuiltinErrors(),
                trace,
                env.output(),
                patterns));
    }

    /** The term of a query that is nothing but a reference, or null. */
    private static Term single(List<Expr> body) {
        return body.size() == 1
                        && !body.get(0).negated()
                        && body.get(0).literal() instanceof Expr.TermLiteral t
                        && t.term() instanceof Term.Ref
                ? t.term()
                : null;
    }

    private static Expr naming(Expr e, Term term) {
        Term name = new Term.Variable(WHOLE, e.at());
        return new Expr(false, new Expr.Unification(false, name, term), e.withs(), e.at(), e.end());
    }
}
