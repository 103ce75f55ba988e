package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.BuiltinDefinition;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Builtins;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of all modules, grouped by what they define. */
final class Program {
    private final RuleTree tree = new RuleTree();
    private final List<RuleGroup> groups = new ArrayList<>();
    private final Map<RuleGroup, List<Rule>> rules = new LinkedHashMap<>();

    RuleTree tree() {
        return tree;
    }

    List<RuleGroup> groups() {
        return groups;
    }

    /** How many terms of the head's path are constants before the first that is not. */
    static int constantTerms(Rule rule) {
        int n = 0;
        while (n < rule.path().size() && rule.path().get(n) instanceof Term.Scalar) {
            n++;
        }
        return n;
    }

    /** Enters a rule and returns the group it belongs to. */
    RuleGroup enter(Module module, Rule rule) {
        List<Value> path = new ArrayList<>(ModuleNames.values(module.path()));
        path.add(StringValue.of(rule.name().name()));
        int constants = constantTerms(rule);
        for (Term t : rule.path().subList(0, constants)) {
            path.add(((Term.Scalar) t).value());
        }
        RuleTree place = tree;
        for (Value key : path) {
            place = place.childOrNew(key);
        }
        RuleGroup.Kind kind = kind(rule, constants);
        int arity = rule.isFunction() ? rule.args().size() : -1;
        if (place.group() == null) {
            place.group(new RuleGroup(groups.size(), path, kind, arity));
            groups.add(place.group());
            rules.put(place.group(), new ArrayList<>());
        } else if (place.group().kind() != kind || place.group().arity() != arity) {
            throw RegoError.invalid(
                    RegoError.TYPE, "conflicting rules " + place.group().name() + " found", rule.at());
        }
        List<Rule> together = rules.get(place.group());
        if (rule.isDefault() && together.stream().anyMatch(Rule::isDefault)) {
            throw RegoError.invalid(
                    RegoError.TYPE, "multiple default rules " + place.group().name() + " found", rule.at());
        }
        together.add(rule);
        return place.group();
    }

    private static RuleGroup.Kind kind(Rule rule, int constants) {
        if (rule.isFunction()) {
            return RuleGroup.Kind.FUNCTION;
        }
        if (constants < rule.path().size()) {
            return RuleGroup.Kind.PARTIAL;
        }
        return rule.key() != null ? RuleGroup.Kind.SET : RuleGroup.Kind.COMPLETE;
    }

    /** Enters a package, which exists even without rules. */
    void enterPackage(Module module) {
        RuleTree place = tree;
        for (String part : module.path()) {
            place = place.childOrNew(StringValue.of(part));
        }
    }

    /** Refuses documents that other rules or packages would lie below. */
    void checkConflicts(List<Module> modules) {
        for (Module module : modules) {
            RuleTree place = tree;
            for (String part : module.path()) {
                place = place.child(StringValue.of(part));
                if (place.group() != null) {
                    throw RegoError.invalid(
                            RegoError.TYPE,
                            "package " + String.join(".", module.path()) + " conflicts with rule "
                                    + place.group().name(),
                            module.at());
                }
            }
        }
        checkBelow(tree);
    }

    private void checkBelow(RuleTree place) {
        RuleGroup group = place.group();
        if (group != null
                && group.kind() != RuleGroup.Kind.PARTIAL
                && !place.children().isEmpty()) {
            throw RegoError.invalid(
                    RegoError.TYPE,
                    "rule " + group.name() + " conflicts with rules below it",
                    rules.get(group).get(0).at());
        }
        place.children().values().forEach(this::checkBelow);
    }

    Core.Callee functionAt(List<Value> path) {
        RuleTree place = tree;
        for (Value key : path) {
            place = place == null ? null : place.child(key);
        }
        RuleGroup group = place == null ? null : place.group();
        return group != null && group.kind() == RuleGroup.Kind.FUNCTION ? new Core.Callee(null, group) : null;
    }

    boolean isBuiltin(String name) {
        return Builtins.find(name) != null;
    }

    int arity(Core.Callee callee) {
        return callee.function() != null
                ? callee.function().arity()
                : Builtins.find(callee.builtin()).arity();
    }

    /** Refuses built-ins that reach beyond their arguments, and in version 1 those that are gone. */
    void checkAllowed(Core.Callee callee, Location at, boolean strict) {
        if (callee.builtin() == null) {
            return;
        }
        BuiltinDefinition builtin = Builtins.find(callee.builtin());
        if (builtin.refusal() != null) {
            throw new RegoError(
                    FaultKind.UNSUPPORTED,
                    RegoError.TYPE,
                    "unsafe built-in function calls in expression: " + builtin.name() + " (" + builtin.refusal() + ")",
                    at);
        }
        if (strict && builtin.deprecated()) {
            throw RegoError.invalid(
                    RegoError.TYPE, "deprecated built-in function calls in expression: " + builtin.name(), at);
        }
    }
}
