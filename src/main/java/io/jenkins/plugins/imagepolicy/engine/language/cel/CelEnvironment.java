package io.jenkins.plugins.imagepolicy.engine.language.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Variables and functions that expressions may use. Immutable once built; safe for use by several threads. */
public final class CelEnvironment {
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(100_000)
            .maxParseRecursionDepth(200)
            .comprehensionMaxIterations(1_000_000)
            .enableHeterogeneousNumericComparisons(true)
            .enableTimestampEpoch(true)
            .errorOnDuplicateMapKeys(true)
            .errorOnIntWrap(true)
            .enableUnsignedLongs(true)
            .evaluateCanonicalTypesToNativeValues(false)
            .populateMacroCalls(false)
            .build();

    /** The range of a number is made here, since that library makes one of any length. */
    private static final Set<CelListsExtensions.Function> LISTS =
            EnumSet.complementOf(EnumSet.of(CelListsExtensions.Function.RANGE));

    private final CelCompiler compiler;
    private final CelRuntime runtime;

    private CelEnvironment(CelCompiler compiler, CelRuntime runtime) {
        this.compiler = compiler;
        this.runtime = runtime;
    }

    /** An environment with the standard library, the extensions of cel-go and the functions of Kubernetes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what an environment has. */
    public static final class Builder {
        private final CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        private final CelRuntimeBuilder runtime =
                CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS);
        private final Map<String, List<CelOverloadDecl>> overloads = new HashMap<>();

        private Builder() {
            compiler.addLibraries(
                    CelExtensions.optional(),
                    CelExtensions.strings(),
                    CelExtensions.bindings(),
                    CelExtensions.math(OPTIONS),
                    CelExtensions.encoders(OPTIONS),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.lists(LISTS),
                    CelExtensions.regex(),
                    CelExtensions.comprehensions());
            runtime.addLibraries(
                    CelExtensions.optional(),
                    CelExtensions.strings(),
                    CelExtensions.math(OPTIONS),
                    CelExtensions.encoders(OPTIONS),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.lists(LISTS),
                    CelExtensions.regex(),
                    CelExtensions.comprehensions());
            KubernetesFunctions.addTo(this);
            UrlFunctions.addTo(this);
            NetworkFunctions.addTo(this);
            ValueFunctions.addTo(this);
            KyvernoFunctions.addTo(this);
        }

        public Builder variable(String name, CelType type) {
            compiler.addVar(name, type);
            return this;
        }

        /** A function called as {@code name(...)}; a name with a dot is called as it is written. */
        public Builder function(CelFunction function) {
            List<CelOverloadDecl> declared = overloads.computeIfAbsent(function.name(), key -> new ArrayList<>());
            String id = "image_policy_" + function.name().replace('.', '_') + "_" + declared.size()
                    + (function.member() ? "_member" : "");
            declared.add(
                    function.member()
                            ? CelOverloadDecl.newMemberOverload(id, function.result(), function.types())
                            : CelOverloadDecl.newGlobalOverload(id, function.result(), function.types()));
            runtime.addFunctionBindings(CelFunctionBinding.from(id, function.classes(), arguments -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CelEvaluationException("interrupted");
                }
                try {
                    return function.body().call(arguments);
                } catch (CelFunction.Failure e) {
                    throw new CelEvaluationException(e.getMessage(), e);
                }
            }));
            return this;
        }

        public CelEnvironment build() {
            overloads.forEach((name, declared) ->
                    compiler.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, declared)));
            return new CelEnvironment(compiler.build(), runtime.build());
        }
    }

    /** An expression, compiled and type-checked. */
    public final class Compiled {
        private final String text;
        private final CelAbstractSyntaxTree tree;

        private Compiled(String text, CelAbstractSyntaxTree tree) {
            this.text = text;
            this.tree = tree;
        }

        /** The static type of the result; {@code dyn} when it is only known on evaluation. */
        public CelType type() {
            return tree.getResultType();
        }

        /** The value, a Java value: Boolean, Long, Double, String, List, Map, null value and so on. */
        public Object evaluate(Map<String, ?> variables) throws CelException {
            return evaluate(variables, CelBudget.standard());
        }

        /** The value, unless that and what the budget was spent for before takes too much. */
        public Object evaluate(Map<String, ?> variables, CelBudget budget) throws CelException {
            CelException failure;
            try {
                Object value =
                        runtime.createProgram(tree).trace(variables, (expression, result) -> budget.spend(result));
                if (budget.exceeded().isEmpty()) {
                    return value;
                }
                failure = CelException.limit(budget.exceeded());
            } catch (CelEvaluationException e) {
                failure = new CelException(message(e), 0, 0, e);
            } catch (StackOverflowError e) {
                failure = new CelException("the values are nested too deeply", 0, 0, e);
            } catch (OutOfMemoryError e) {
                failure = CelException.limit("the expression takes more memory than there is");
            } catch (RuntimeException e) {
                failure = new CelException(String.valueOf(e.getMessage()), 0, 0, e);
            }
            // An operator may have swallowed what stopped its operand.
            throw budget.exceeded().isEmpty() ? failure : CelException.limit(budget.exceeded());
        }

        /**
         * The value of a condition.
         *
         * @throws CelException also when it is no boolean: what is neither true nor false decides nothing
         */
        public boolean test(Map<String, ?> variables, CelBudget budget) throws CelException {
            if (evaluate(variables, budget) instanceof Boolean value) {
                return value;
            }
            throw new CelException("must evaluate to bool", 0, 0, null);
        }

        private static String message(CelEvaluationException e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof CelFunction.Failure)) {
                cause = cause.getCause();
            }
            return cause instanceof CelFunction.Failure ? cause.getMessage() : e.getMessage();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public Compiled compile(String text) throws CelException {
        try {
            return new Compiled(text, compiler.compile(text).getAst());
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().get(0);
            throw new CelException(
                    first.getMessage(),
                    Math.max(0, first.getSourceLocation().getLine()),
                    Math.max(0, first.getSourceLocation().getColumn() + 1),
                    e);
        } catch (StackOverflowError e) {
            throw new CelException("the expression is nested too deeply", 0, 0, e);
        }
    }
}
