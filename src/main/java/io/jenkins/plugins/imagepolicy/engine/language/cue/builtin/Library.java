package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Binder;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Catalogue;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Parser;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** All packages. Immutable. */
public final class Library implements Catalogue {
    /** Packages that CUE has; those not registered below are unsupported. */
    private static final Set<String> STANDARD = Set.of(
            "crypto/ed25519",
            "crypto/hmac",
            "crypto/md5",
            "crypto/sha1",
            "crypto/sha256",
            "crypto/sha512",
            "encoding/base64",
            "encoding/csv",
            "encoding/hex",
            "encoding/json",
            "encoding/toml",
            "encoding/yaml",
            "html",
            "list",
            "math",
            "math/bits",
            "net",
            "path",
            "regexp",
            "strconv",
            "strings",
            "struct",
            "text/tabwriter",
            "text/template",
            "time",
            "tool",
            "tool/cli",
            "tool/exec",
            "tool/file",
            "tool/http",
            "tool/os",
            "uuid");

    /** Functions that CUE has and that are not offered here. */
    private static final Map<String, Set<String>> UNSUPPORTED = Map.of(
            "math",
            Set.of(
                    "Cosh", "Erf", "Erfc", "Erfcinv", "Erfinv", "Gamma", "J0", "J1", "Jn", "Sinh", "Tanh", "Y0", "Y1",
                    "Yn"));

    /** What packages declare in CUE itself. CUE leaves these packages open: a name that is not there is incomplete. */
    private static final Map<String, Map<String, String>> DECLARED = Map.of(
            "list",
            Map.of(
                    "Comparer", "{T: _, x: T, y: T, less: bool}",
                    "Ascending", "{T: number | string, x: T, y: T, less: x < y}",
                    "Descending", "{T: number | string, x: T, y: T, less: x > y}"),
            "path",
            Map.of(),
            "uuid",
            Map.of("ns", UuidPackage.NAMES, "variants", UuidPackage.VARIANTS));

    private final Map<String, Map<String, Function>> functions = new HashMap<>();
    private final Map<String, Map<String, Value>> constants = new HashMap<>();
    private final Map<String, Value> types = Predeclared.types();

    public Library() {
        register("", PredeclaredFunctions::register);
        register("strings", StringsPackage::register);
        register("list", ListPackage::register);
        register("struct", StructPackage::register);
        register("time", TimePackage::register);
        register("regexp", RegexpPackage::register);
        register("math", MathPackage::register);
        register("math/bits", BitsPackage::register);
        register("net", NetPackage::register);
        register("strconv", StrconvPackage::register);
        register("encoding/json", JsonPackage::register);
        register("encoding/base64", EncodingPackages::registerBase64);
        register("encoding/hex", EncodingPackages::registerHex);
        register("crypto/md5", CryptoPackages::registerMd5);
        register("crypto/sha1", CryptoPackages::registerSha1);
        register("crypto/sha256", CryptoPackages::registerSha256);
        register("crypto/sha512", CryptoPackages::registerSha512);
        register("crypto/hmac", CryptoPackages::registerHmac);
        register("crypto/ed25519", CryptoPackages::registerEd25519);
        register("encoding/csv", CsvPackage::register);
        register("encoding/yaml", YamlPackage::register);
        register("html", HtmlPackage::register);
        register("path", PathPackage::register);
        register("text/tabwriter", TabwriterPackage::register);
        register("text/template", TemplatePackage::register);
        register("uuid", UuidPackage::register);
    }

    private void register(String path, Consumer<Registry> pkg) {
        Registry registry = new Registry(path);
        pkg.accept(registry);
        functions.put(path, registry.functions());
        constants.put(path, registry.constants());
    }

    /** The function, or null. */
    public Function function(String path, String name) {
        Map<String, Function> members = functions.get(path);
        return members == null ? null : members.get(name);
    }

    @Override
    public boolean hasPackage(String path) {
        return !path.isEmpty() && functions.containsKey(path);
    }

    @Override
    public boolean isStandard(String path) {
        return STANDARD.contains(path);
    }

    @Override
    public boolean hasFunction(String path, String name) {
        return function(path, name) != null;
    }

    @Override
    public boolean isStandardMember(String path, String name) {
        return UNSUPPORTED.getOrDefault(path, Set.of()).contains(name);
    }

    @Override
    public Value constant(String path, String name) {
        Map<String, Value> members = constants.get(path);
        Value constant = members == null ? null : members.get(name);
        Map<String, String> declared = DECLARED.get(path);
        if (constant != null || declared == null || hasFunction(path, name)) {
            return constant;
        }
        return declared.containsKey(name) ? bind(declared.get(name)) : bind("{}." + name);
    }

    private Expr bind(String text) {
        Expr.Struct file = Binder.bind(Parser.parse("it: " + text), this);
        return ((Expr.Field) file.decls().get(0)).value();
    }

    @Override
    public Value predeclared(String name) {
        return types.get(name);
    }
}
