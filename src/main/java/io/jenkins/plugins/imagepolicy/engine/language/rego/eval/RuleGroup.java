package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Names;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** All rules whose references share a constant prefix: one document, or one function. */
public final class RuleGroup {
    /** What the rules define together. */
    public enum Kind {
        COMPLETE,
        FUNCTION,
        /** {@code p contains x}. */
        SET,
        /** Rules with variables in the head: {@code p[x] := y}, {@code p[x].q contains y}. */
        PARTIAL
    }

    private final int id;
    private final List<Value> path;
    private final String name;
    private final Kind kind;
    private final int arity;
    final List<Definition> definitions = new ArrayList<>();
    Definition defaultDefinition;
    /** True if every definition yields the same constant, so that the first solution settles it. */
    boolean oneConstant;

    RuleIndex index;

    public RuleGroup(int id, List<Value> path, Kind kind, int arity) {
        this.id = id;
        this.path = List.copyOf(path);
        this.name = name(path);
        this.kind = kind;
        this.arity = arity;
    }

    public int id() {
        return id;
    }

    public List<Value> path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }

    public int arity() {
        return arity;
    }

    public void add(Definition definition) {
        definitions.add(definition);
    }

    public void defaultDefinition(Definition definition) {
        defaultDefinition = definition;
    }

    /** Call once all definitions are there. */
    public void complete() {
        Value first = definitions.isEmpty() ? null : definitions.get(0).constant;
        oneConstant = first != null && definitions.stream().allMatch(d -> first.equals(d.constant) && d.orElse == null);
        index = RuleIndex.of(definitions);
    }

    /** The reference as policies write it. */
    public String name() {
        return name;
    }

    private static String name(List<Value> path) {
        StringBuilder out = new StringBuilder("data");
        for (Value part : path) {
            if (part instanceof io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue s
                    && Names.isName(s.value())) {
                out.append('.').append(s.value());
            } else {
                out.append('[').append(part).append(']');
            }
        }
        return out.toString();
    }
}
