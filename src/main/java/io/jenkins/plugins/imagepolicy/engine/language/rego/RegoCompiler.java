package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Source;
import io.jenkins.plugins.imagepolicy.engine.language.rego.compiler.Compilation;
import io.jenkins.plugins.imagepolicy.engine.language.rego.parser.RegoParser;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles Rego. */
public final class RegoCompiler {
    private RegoCompiler() {}

    /**
     * Compiles one module.
     *
     * @param fileName what errors call the text
     * @throws RegoException if the text is no valid policy, or uses a built-in that this engine refuses
     */
    public static RegoPolicy compile(String fileName, String source, RegoOptions options) throws RegoException {
        return compile(List.of(new Source(fileName, source)), ObjectValue.EMPTY, options);
    }

    /**
     * Compiles several modules over a base document.
     *
     * @param modules texts by file name
     */
    public static RegoPolicy compile(Map<String, String> modules, RegoInput data, RegoOptions options)
            throws RegoException {
        List<Source> sources = new ArrayList<>();
        modules.forEach((name, text) -> sources.add(new Source(name, text)));
        return compile(sources, data.value() == null ? ObjectValue.EMPTY : data.value(), options);
    }

    private static RegoPolicy compile(List<Source> sources, Value data, RegoOptions options) throws RegoException {
        return Faults.checked(sources.isEmpty() ? "" : sources.get(0).name(), () -> {
            List<Module> modules = new ArrayList<>();
            for (Source source : sources) {
                modules.add(RegoParser.module(source, options.v1()));
            }
            return new RegoPolicy(modules, Compilation.of(modules, options.v1(), false), data, options);
        });
    }
}
