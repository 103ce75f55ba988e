package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** What packages offer; the packages themselves live elsewhere. */
public interface Catalogue {
    /** Whether the import path names a package that this evaluator offers. */
    boolean hasPackage(String path);

    /** Whether CUE knows the package, offered here or not. */
    boolean isStandard(String path);

    /** Whether the package (empty: the predeclared ones) offers the function. */
    boolean hasFunction(String path, String name);

    /** Whether CUE knows the member, offered here or not. */
    boolean isStandardMember(String path, String name);

    /** The constant of a package, or null when there is none of this name. */
    Value constant(String path, String name);

    /** A predeclared identifier such as {@code int8}, or null. */
    Value predeclared(String name);
}
