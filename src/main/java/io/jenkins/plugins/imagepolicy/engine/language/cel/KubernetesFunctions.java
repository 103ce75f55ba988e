package io.jenkins.plugins.imagepolicy.engine.language.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.language.Quantity;
import io.jenkins.plugins.imagepolicy.engine.language.SemanticVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Kubernetes' own CEL functions (apiserver pkg/cel/library): lists, regex, quantity, semver. */
final class KubernetesFunctions {
    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");
    private static final CelType VERSION = OpaqueType.create("kubernetes.Semver");
    private static final CelType LIST = ListType.create(SimpleType.DYN);
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType BOOL = SimpleType.BOOL;
    private static final CelType INT = SimpleType.INT;

    private static final int LONGEST_RANGE = 1_000_000;

    private KubernetesFunctions() {}

    static void addTo(CelEnvironment.Builder builder) {
        lists(builder);
        regex(builder);
        quantities(builder);
        versions(builder);
    }

    private static List<Long> range(long end) throws CelFunction.Failure {
        if (end > LONGEST_RANGE) {
            throw new CelFunction.Failure("lists.range gives at most " + LONGEST_RANGE + " numbers");
        }
        return LongStream.range(0, end).boxed().toList();
    }

    private static void lists(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global(
                        "lists.range", ListType.create(INT), a -> range((Long) a[0]), INT, Long.class))
                .function(CelFunction.member("isSorted", BOOL, a -> isSorted((List<?>) a[0]), LIST, List.class))
                .function(CelFunction.member("sum", SimpleType.DYN, a -> sum((List<?>) a[0]), LIST, List.class))
                .function(CelFunction.member("min", SimpleType.DYN, a -> extreme((List<?>) a[0], -1), LIST, List.class))
                .function(CelFunction.member("max", SimpleType.DYN, a -> extreme((List<?>) a[0], 1), LIST, List.class))
                .function(CelFunction.member(
                        "indexOf",
                        INT,
                        a -> (long) ((List<?>) a[0]).indexOf(a[1]),
                        LIST,
                        List.class,
                        SimpleType.DYN,
                        Object.class))
                .function(CelFunction.member(
                        "lastIndexOf",
                        INT,
                        a -> (long) ((List<?>) a[0]).lastIndexOf(a[1]),
                        LIST,
                        List.class,
                        SimpleType.DYN,
                        Object.class));
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) throws CelFunction.Failure {
        if (one instanceof Number a && other instanceof Number b) {
            return a instanceof Long && b instanceof Long
                    ? Long.compare(a.longValue(), b.longValue())
                    : Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (one instanceof Comparable<?> && one.getClass() == other.getClass()) {
            return ((Comparable<Object>) one).compareTo(other);
        }
        throw new CelFunction.Failure("the list's elements cannot be compared");
    }

    private static boolean isSorted(List<?> list) throws CelFunction.Failure {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object sum(List<?> list) throws CelFunction.Failure {
        long whole = 0;
        double all = 0;
        boolean fractions = false;
        for (Object element : list) {
            if (!(element instanceof Number number)) {
                throw new CelFunction.Failure("sum takes numbers");
            }
            fractions |= !(number instanceof Long);
            all += number.doubleValue();
            if (number instanceof Long l) {
                try {
                    whole = Math.addExact(whole, l);
                } catch (ArithmeticException e) {
                    throw new CelFunction.Failure("the sum is too large", e);
                }
            }
        }
        return fractions ? (Object) all : (Object) whole;
    }

    private static Object extreme(List<?> list, int sign) throws CelFunction.Failure {
        if (list.isEmpty()) {
            throw new CelFunction.Failure(sign < 0 ? "min called on empty list" : "max called on empty list");
        }
        Object found = list.get(0);
        for (Object element : list) {
            if (sign * compare(element, found) > 0) {
                found = element;
            }
        }
        return found;
    }

    private static void regex(CelEnvironment.Builder builder) {
        builder.function(CelFunction.member(
                        "find",
                        TEXT,
                        a -> {
                            List<String> found = find((String) a[0], (String) a[1], 1);
                            return found.isEmpty() ? "" : found.get(0);
                        },
                        TEXT,
                        String.class,
                        TEXT,
                        String.class))
                .function(CelFunction.member(
                        "findAll",
                        ListType.create(TEXT),
                        a -> find((String) a[0], (String) a[1], Long.MAX_VALUE),
                        TEXT,
                        String.class,
                        TEXT,
                        String.class))
                .function(CelFunction.member(
                        "findAll",
                        ListType.create(TEXT),
                        a -> find((String) a[0], (String) a[1], (Long) a[2] < 0 ? Long.MAX_VALUE : (Long) a[2]),
                        TEXT,
                        String.class,
                        TEXT,
                        String.class,
                        INT,
                        Long.class));
    }

    private static List<String> find(String text, String expression, long most) throws CelFunction.Failure {
        try {
            Matcher matcher = Pattern.compile(expression).matcher(text);
            List<String> found = new ArrayList<>();
            while (found.size() < most && matcher.find()) {
                found.add(matcher.group());
            }
            return found;
        } catch (PatternSyntaxException e) {
            throw new CelFunction.Failure("Illegal regex: " + e.getDescription(), e);
        }
    }

    private static void quantities(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global(
                        "quantity",
                        QUANTITY,
                        a -> Quantity.parse((String) a[0])
                                .orElseThrow(() -> new CelFunction.Failure("'" + a[0] + "' is no quantity")),
                        TEXT,
                        String.class))
                .function(CelFunction.global(
                        "isQuantity", BOOL, a -> Quantity.parse((String) a[0]).isPresent(), TEXT, String.class))
                .function(quantityMember("compareTo", INT, a -> (long) ((Quantity) a[0]).compareTo((Quantity) a[1])))
                .function(quantityMember("isLessThan", BOOL, a -> ((Quantity) a[0]).compareTo((Quantity) a[1]) < 0))
                .function(quantityMember("isGreaterThan", BOOL, a -> ((Quantity) a[0]).compareTo((Quantity) a[1]) > 0))
                .function(quantityMember("add", QUANTITY, a -> ((Quantity) a[0]).plus((Quantity) a[1])))
                .function(quantityMember("sub", QUANTITY, a -> ((Quantity) a[0]).minus((Quantity) a[1])))
                .function(withWhole("add", 1))
                .function(withWhole("sub", -1))
                .function(CelFunction.member(
                        "sign", INT, a -> (long) ((Quantity) a[0]).value().signum(), QUANTITY, Quantity.class))
                .function(CelFunction.member(
                        "isInteger", BOOL, a -> ((Quantity) a[0]).isInteger(), QUANTITY, Quantity.class))
                .function(CelFunction.member(
                        "asInteger", INT, a -> whole(((Quantity) a[0]).value()), QUANTITY, Quantity.class))
                .function(CelFunction.member(
                        "asApproximateFloat",
                        SimpleType.DOUBLE,
                        a -> ((Quantity) a[0]).value().doubleValue(),
                        QUANTITY,
                        Quantity.class));
    }

    private static CelFunction withWhole(String name, int sign) {
        return CelFunction.member(
                name,
                QUANTITY,
                a -> {
                    Quantity whole = Quantity.parse(a[1].toString()).orElseThrow();
                    return sign > 0 ? ((Quantity) a[0]).plus(whole) : ((Quantity) a[0]).minus(whole);
                },
                QUANTITY,
                Quantity.class,
                INT,
                Long.class);
    }

    private static CelFunction quantityMember(String name, CelType result, CelFunction.Body body) {
        return CelFunction.member(name, result, body, QUANTITY, Quantity.class, QUANTITY, Quantity.class);
    }

    private static Object whole(BigDecimal value) throws CelFunction.Failure {
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new CelFunction.Failure("cannot convert value to integer", e);
        }
    }

    private static void versions(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global(
                        "semver",
                        VERSION,
                        a -> SemanticVersion.parse((String) a[0])
                                .orElseThrow(() -> new CelFunction.Failure("'" + a[0] + "' is no version")),
                        TEXT,
                        String.class))
                .function(CelFunction.global(
                        "isSemver",
                        BOOL,
                        a -> SemanticVersion.parse((String) a[0]).isPresent(),
                        TEXT,
                        String.class))
                .function(versionMember("compareTo", INT, a ->
                        (long) Integer.signum(((SemanticVersion) a[0]).compareTo((SemanticVersion) a[1]))))
                .function(versionMember(
                        "isLessThan", BOOL, a -> ((SemanticVersion) a[0]).compareTo((SemanticVersion) a[1]) < 0))
                .function(versionMember(
                        "isGreaterThan", BOOL, a -> ((SemanticVersion) a[0]).compareTo((SemanticVersion) a[1]) > 0))
                .function(CelFunction.member(
                        "major",
                        INT,
                        a -> ((SemanticVersion) a[0]).major().longValue(),
                        VERSION,
                        SemanticVersion.class))
                .function(CelFunction.member(
                        "minor",
                        INT,
                        a -> ((SemanticVersion) a[0]).minor().longValue(),
                        VERSION,
                        SemanticVersion.class))
                .function(CelFunction.member(
                        "patch",
                        INT,
                        a -> ((SemanticVersion) a[0]).patch().longValue(),
                        VERSION,
                        SemanticVersion.class));
    }

    private static CelFunction versionMember(String name, CelType result, CelFunction.Body body) {
        return CelFunction.member(name, result, body, VERSION, SemanticVersion.class, VERSION, SemanticVersion.class);
    }
}
