package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Definition;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.TypeTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Compiles modules together; immutable afterwards but for the queries compiled against it. */
public final class Compilation {
    private final Program program = new Program();
    private final List<Module> modules;
    private final boolean v1;
    private final Map<RuleGroup, List<CoreRule>> rules = new LinkedHashMap<>();
    private TypeTree types;
    private int closureCaches;

    private Compilation(List<Module> modules, boolean v1) {
        this.modules = List.copyOf(modules);
        this.v1 = v1;
    }

    /** A query, ready to run: the names of its variables, and its program for one run. */
    public record Query(List<String> names, Definition definition) {}

    /**
     * @param traced whether evaluation is to tell a trace about every expression
     * @throws RegoError if the modules are not valid
     */
    public static Compilation of(List<Module> modules, boolean v1, boolean traced) {
        Compilation compilation = new Compilation(modules, v1);
        compilation.rewrite();
        compilation.checkSafety();
        Dependencies dependencies = new Dependencies(compilation.program.tree(), compilation.rules);
        compilation.types = TypeChecker.check(dependencies.order(), compilation.rules);
        compilation.generate(traced);
        return compilation;
    }

    public RuleTree tree() {
        return program.tree();
    }

    public int groups() {
        return program.groups().size();
    }

    public int closureCaches() {
        return closureCaches;
    }

    private void rewrite() {
        // By identity: the hash of a module would visit its whole tree.
        Map<Rule, RuleGroup> groups = new IdentityHashMap<>();
        for (Module module : modules) {
            program.enterPackage(module);
            module.rules().forEach(rule -> groups.put(rule, program.enter(module, rule)));
        }
        program.checkConflicts(modules);
        Annotations annotations = Annotations.of(modules);
        for (Module module : modules) {
            ModuleNames names = new ModuleNames(module, modules);
            for (Rule rule : module.rules()) {
                RuleGroup group = groups.get(rule);
                Rewriter rewriter = new Rewriter(program, names, module.strict(), annotations.lookup(rule));
                rules.computeIfAbsent(group, g -> new ArrayList<>())
                        .add(rewriter.rule(group, rule, Program.constantTerms(rule)));
            }
        }
    }

    private void checkSafety() {
        for (List<CoreRule> group : rules.values()) {
            for (CoreRule first : group) {
                for (CoreRule rule = first; rule != null; rule = rule.orElse()) {
                    checkSafety(rule);
                }
            }
        }
    }

    private static void checkSafety(CoreRule rule) {
        Set<Variable> bound = new HashSet<>();
        Set<Variable> inArguments = new LinkedHashSet<>();
        rule.args().forEach(t -> Vars.of(t, inArguments));
        for (Variable v : inArguments) {
            if (!v.isGenerated()) {
                bound.add(v);
            }
        }
        Safety.order(rule.body(), bound);
        bound.addAll(inArguments);
        rule.tail().forEach(t -> Safety.requireHead(t, bound, rule.source().at()));
        if (rule.key() != null) {
            Safety.requireHead(rule.key(), bound, rule.source().at());
        }
        if (rule.value() != null) {
            Safety.requireHead(rule.value(), bound, rule.source().at());
        }
    }

    private void generate(boolean traced) {
        rules.forEach((group, list) -> {
            for (CoreRule rule : list) {
                Definition definition = generate(rule, traced);
                if (rule.source().isDefault()) {
                    group.defaultDefinition(definition);
                } else {
                    group.add(definition);
                }
            }
            group.complete();
        });
    }

    private Definition generate(CoreRule rule, boolean traced) {
        Definition definition = new CodeGenerator(program.tree(), () -> closureCaches++, traced).rule(rule);
        if (rule.orElse() != null) {
            definition.orElse(generate(rule.orElse(), traced));
        }
        return definition;
    }

    /**
     * Compiles a query.
     *
     * @param sink takes the values of the query's variables for each solution; answers true to stop
     */
    public Query query(List<Expr> body, Function<List<Value>, Boolean> sink) {
        Module module =
                new Module(body.get(0).at().source(), List.of(), body.get(0).at(), List.of(), List.of(), List.of(), v1);
        Rewriter rewriter = new Rewriter(program, new ModuleNames(module, List.of()), false, MetadataLookup.NONE);
        List<Variable> variables = new ArrayList<>();
        Core.Body core = rewriter.query(body, variables);
        Set<Variable> bound = new HashSet<>();
        Safety.order(core, bound);
        variables.removeIf(v -> v.name().matches("[$][0-9]+") || !bound.contains(v));
        TypeChecker.check(core, types);
        Definition definition = new CodeGenerator(program.tree(), () -> -1, false).query(core, variables, sink);
        return new Query(variables.stream().map(Variable::name).toList(), definition);
    }
}
