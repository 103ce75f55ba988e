package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.List;

/** Package path: texts only, no file is looked at. The last argument names the operating system. */
final class PathPackage {
    private static final Data UNIX = new Data.StringData("unix");
    private static final Data WINDOWS = new Data.StringData("windows");

    private PathPackage() {}

    static void register(Registry registry) {
        registry.constant("Unix", UNIX);
        registry.constant("Windows", WINDOWS);
        registry.constant("Plan9", new Data.StringData("plan9"));
        registry.function("SplitList", "ss", a -> Results.texts(paths(a, 1).splitList(a.string(0))));
        registry.function("ToSlash", "ss", a -> Results.text(paths(a, 1).toSlash(a.string(0))));
        registry.function("FromSlash", "ss", a -> Results.text(paths(a, 1).fromSlash(a.string(0))));
        onUnix(registry, "Split", "ss", PathPackage::split);
        onUnix(registry, "Join", "Ss", a -> Results.text(paths(a, 1).join(a.strings(0))));
        onUnix(
                registry,
                "Match",
                "sss",
                a -> Data.of(PathPattern.matches(a.string(0), a.string(1), PathSystem.of(a.string(2)))));
        onUnix(registry, "Clean", "ss", a -> Results.text(paths(a, 1).clean(a.string(0))));
        onUnix(registry, "Ext", "ss", a -> Results.text(paths(a, 1).extension(a.string(0))));
        onUnix(registry, "Resolve", "sss", a -> Results.text(paths(a, 2).resolve(a.string(0), a.string(1))));
        onUnix(registry, "Rel", "sss", a -> Results.text(paths(a, 2).relative(a.string(0), a.string(1))));
        onUnix(registry, "Base", "ss", a -> Results.text(paths(a, 1).base(a.string(0))));
        onUnix(registry, "Dir", "ss", a -> Results.text(paths(a, 1).directory(a.string(0))));
        onUnix(registry, "IsAbs", "ss", a -> Data.of(PathSystem.of(a.string(1)).isAbsolute(a.string(0))));
        registry.withDefault(
                "VolumeName", "ss", WINDOWS, a -> Results.text(paths(a, 1).volume(a.string(0))));
    }

    private static void onUnix(Registry registry, String name, String parameters, Function.Body body) {
        registry.withDefault(name, parameters, UNIX, body);
    }

    private static Paths paths(Arguments arguments, int system) {
        return new Paths(PathSystem.of(arguments.string(system)));
    }

    private static Data split(Arguments arguments) {
        String path = arguments.string(0);
        int last = paths(arguments, 1).lastElement(path);
        return Results.texts(List.of(path.substring(0, last), path.substring(last)));
    }
}
