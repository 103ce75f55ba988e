package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.BuiltinContext;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Evaluates one query: holds its context, its bounds and what built-ins may know. */
public final class Machine implements BuiltinContext {
    private static final Object UNDEFINED = new Object();
    private static final int MAX_REMEMBERED = 200_000;
    private static final int CLOCK_EVERY = 64;

    final RuleTree tree;
    final Documents documents = new Documents(this);
    final boolean strict;
    final Trace trace;
    Context context;

    private final Limits limits;
    private final Instant now;
    private final Consumer<String> output;
    private final Map<String, Object> patterns;
    private final int groups;
    private final int closures;
    private final Map<Object, Object> memory = new HashMap<>();
    private final long deadline;
    private long instructions;
    private long nextClock = CLOCK_EVERY;
    private int depth;

    /** What a query is run with. */
    public record Setup(
            RuleTree tree,
            int groups,
            int closures,
            Value input,
            Value data,
            Instant now,
            Limits limits,
            boolean strict,
            Trace trace,
            Consumer<String> output,
            Map<String, Object> patterns) {}

    public Machine(Setup setup) {
        this.tree = setup.tree;
        this.limits = setup.limits;
        this.now = setup.now;
        this.strict = setup.strict;
        this.trace = setup.trace;
        this.output = setup.output;
        this.patterns = setup.patterns;
        this.groups = setup.groups;
        this.closures = setup.closures;
        this.deadline = System.nanoTime() + limits.wallTime().toNanos();
        this.context = new Context(setup.input, setup.data, null, null, groups, closures);
    }

    Context derive(Value input, Value data, Mask mask, Map<Object, Context.Mock> mocks) {
        return new Context(input, data, mask, mocks, groups, closures);
    }

    /** Runs a query; its last node collects the solutions. */
    public void run(Definition query, Value[] preset) {
        Frame frame = new Frame(this, query);
        System.arraycopy(preset, 0, frame.slots, 0, preset.length);
        query.body.run(frame);
    }

    /** The document at a path of constants below {@code data}, or null. */
    public Value document(Value[] path) {
        Object position = documents.root();
        for (int i = 0; i < path.length && position != null; i++) {
            position = documents.step(position, path[i]);
        }
        return documents.value(position);
    }

    @Override
    public void tick(long steps) {
        instructions += steps;
        if (instructions >= nextClock) {
            checkBounds();
        }
    }

    private void checkBounds() {
        nextClock = instructions + CLOCK_EVERY;
        if (instructions > limits.instructions()) {
            throw EvalError.limit("evaluation needs more than " + limits.instructions() + " steps");
        }
        if (System.nanoTime() - deadline > 0) {
            throw EvalError.limit(
                    "evaluation takes longer than " + limits.wallTime().toMillis() + " ms");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw EvalError.limit("evaluation was interrupted");
        }
    }

    @Override
    public void size(long elements) {
        if (elements > limits.resultSize()) {
            throw EvalError.limit("a value would have more than " + limits.resultSize() + " elements");
        }
        tick(elements >> 4);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Map<Object, Object> memory() {
        return memory;
    }

    @Override
    public Map<String, Object> patterns() {
        return patterns;
    }

    @Override
    public boolean strict() {
        return strict;
    }

    @Override
    public void note(String line) {
        if (output != null) {
            output.accept(line);
        }
    }

    private void enter() {
        tick(1);
        if (++depth > limits.depth()) {
            throw EvalError.limit("rules call each other deeper than " + limits.depth());
        }
    }

    /** The value of the document, or null. */
    Value valueOf(RuleGroup group) {
        Object document = documentOf(group);
        return document instanceof PartialDocument p ? p.whole() : (Value) document;
    }

    /** The document that the rules define: a value, a {@link PartialDocument}, or null. */
    Object documentOf(RuleGroup group) {
        Object[] cache = context.documents;
        Object cached = cache[group.id()];
        if (cached == null) {
            enter();
            cached = compute(group);
            depth--;
            cached = cached == null ? UNDEFINED : cached;
            cache[group.id()] = cached;
        }
        return cached == UNDEFINED ? null : cached;
    }

    private List<Definition> candidates(RuleGroup group, Value[] args) {
        return group.index == null ? group.definitions : group.index.candidates(context.input, args);
    }

    private Object compute(RuleGroup group) {
        switch (group.kind()) {
            case SET -> {
                SetValue.Builder set = new SetValue.Builder();
                for (Definition d : candidates(group, null)) {
                    Frame frame = new Frame(this, d);
                    frame.collected[0] = set;
                    d.body.run(frame);
                }
                return set.build();
            }
            case PARTIAL -> {
                PartialDocument document = new PartialDocument();
                for (Definition d : candidates(group, null)) {
                    Frame frame = new Frame(this, d);
                    frame.collected[0] = document;
                    d.body.run(frame);
                }
                return document.freeze();
            }
            case FUNCTION ->
                throw new RegoError(FaultKind.EVALUATION, EvalError.TYPE, group.name() + " is a function", null);
            default -> {
                return single(group, new Value[0]);
            }
        }
    }

    /** The one value that the definitions agree on, or the default, or null. */
    private Value single(RuleGroup group, Value[] args) {
        Value result = null;
        for (Definition definition : candidates(group, args)) {
            for (Definition d = definition; d != null; d = d.orElse) {
                Frame frame = new Frame(this, d);
                System.arraycopy(args, 0, frame.slots, 0, args.length);
                d.body.run(frame);
                if (frame.result != null) {
                    if (result != null && !result.equals(frame.result)) {
                        throw multipleOutputs(group, d);
                    }
                    result = frame.result;
                    break;
                }
            }
            if (result != null && group.oneConstant) {
                return result;
            }
        }
        if (result == null && group.defaultDefinition != null) {
            Frame frame = new Frame(this, group.defaultDefinition);
            System.arraycopy(args, 0, frame.slots, 0, args.length);
            group.defaultDefinition.body.run(frame);
            result = frame.result;
        }
        return result;
    }

    static RegoError multipleOutputs(RuleGroup group, Definition d) {
        return group.kind() == RuleGroup.Kind.FUNCTION
                ? EvalError.conflict("functions must not produce multiple outputs for same inputs", d.at)
                : EvalError.conflict("complete rules must not produce multiple outputs", d.at);
    }

    /** Calls a function; null where it is undefined. */
    Value call(RuleGroup function, Value[] args) {
        Context.FunctionKey key = new Context.FunctionKey(function, Arrays.asList(args));
        Map<Context.FunctionKey, Value> calls = context.calls;
        Value known = calls.get(key);
        if (known != null || calls.containsKey(key)) {
            return known;
        }
        enter();
        Value result = single(function, args);
        depth--;
        if (calls.size() >= MAX_REMEMBERED) {
            calls.clear();
        }
        calls.put(key, result);
        return result;
    }
}
