package io.jenkins.plugins.imagepolicy.engine.language.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;

/** Kubernetes' CEL functions for IP addresses and networks (apiserver pkg/cel/library, ip and cidr). No name is looked up. */
final class NetworkFunctions {
    private static final CelType IP = OpaqueType.create("net.IP");
    private static final CelType CIDR = OpaqueType.create("net.CIDR");
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType BOOL = SimpleType.BOOL;
    private static final CelType INT = SimpleType.INT;

    private NetworkFunctions() {}

    private interface Question {
        boolean of(IpAddress address);
    }

    static void addTo(CelEnvironment.Builder builder) {
        addresses(builder);
        networks(builder);
    }

    private static IpAddress ip(Object text) throws CelFunction.Failure {
        return IpAddress.parse((String) text)
                .orElseThrow(() ->
                        new CelFunction.Failure("IP Address '" + text + "' parse error during conversion from string"));
    }

    private static Cidr cidr(Object text) throws CelFunction.Failure {
        return Cidr.parse((String) text)
                .orElseThrow(
                        () -> new CelFunction.Failure("CIDR '" + text + "' parse error during conversion from string"));
    }

    private static void addresses(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global("ip", IP, a -> ip(a[0]), TEXT, String.class))
                .function(CelFunction.global(
                        "isIP", BOOL, a -> IpAddress.parse((String) a[0]).isPresent(), TEXT, String.class))
                .function(CelFunction.global(
                        "ip.isCanonical", BOOL, a -> ip(a[0]).toString().equals(a[0]), TEXT, String.class))
                .function(CelFunction.global("string", TEXT, a -> a[0].toString(), IP, IpAddress.class))
                .function(CelFunction.member("family", INT, a -> ((IpAddress) a[0]).family(), IP, IpAddress.class))
                .function(question("isUnspecified", IpAddress::isUnspecified))
                .function(question("isLoopback", IpAddress::isLoopback))
                .function(question("isLinkLocalMulticast", IpAddress::isLinkLocalMulticast))
                .function(question("isLinkLocalUnicast", IpAddress::isLinkLocalUnicast))
                .function(question("isGlobalUnicast", IpAddress::isGlobalUnicast));
    }

    private static CelFunction question(String name, Question question) {
        return CelFunction.member(name, BOOL, a -> question.of((IpAddress) a[0]), IP, IpAddress.class);
    }

    private static void networks(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global("cidr", CIDR, a -> cidr(a[0]), TEXT, String.class))
                .function(CelFunction.global(
                        "isCIDR", BOOL, a -> Cidr.parse((String) a[0]).isPresent(), TEXT, String.class))
                .function(CelFunction.global("string", TEXT, a -> a[0].toString(), CIDR, Cidr.class))
                .function(CelFunction.member("ip", IP, a -> ((Cidr) a[0]).address(), CIDR, Cidr.class))
                .function(CelFunction.member("masked", CIDR, a -> ((Cidr) a[0]).masked(), CIDR, Cidr.class))
                .function(CelFunction.member("prefixLength", INT, a -> (long) ((Cidr) a[0]).length(), CIDR, Cidr.class))
                .function(CelFunction.member(
                        "containsIP",
                        BOOL,
                        a -> ((Cidr) a[0]).contains((IpAddress) a[1]),
                        CIDR,
                        Cidr.class,
                        IP,
                        IpAddress.class))
                .function(CelFunction.member(
                        "containsIP",
                        BOOL,
                        a -> ((Cidr) a[0]).contains(ip(a[1])),
                        CIDR,
                        Cidr.class,
                        TEXT,
                        String.class))
                .function(CelFunction.member(
                        "containsCIDR",
                        BOOL,
                        a -> ((Cidr) a[0]).contains((Cidr) a[1]),
                        CIDR,
                        Cidr.class,
                        CIDR,
                        Cidr.class))
                .function(CelFunction.member(
                        "containsCIDR",
                        BOOL,
                        a -> ((Cidr) a[0]).contains(cidr(a[1])),
                        CIDR,
                        Cidr.class,
                        TEXT,
                        String.class));
    }
}
