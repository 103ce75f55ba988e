package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** Package net: texts only, no look-up of names. */
final class NetPackage {
    private static final String UNRESERVED = "-_.~";

    private NetPackage() {}

    static void register(Registry registry) {
        registry.constant("IPv4len", Results.integer(4));
        registry.constant("IPv6len", Results.integer(16));
        version(registry, "IP", ip -> true);
        version(registry, "IPv4", IpAddress::is4);
        version(registry, "IPv6", ip -> !ip.is4());
        address(registry, "LoopbackIP", IpAddress::isLoopback);
        address(registry, "MulticastIP", IpAddress::isMulticast);
        address(registry, "InterfaceLocalMulticastIP", IpAddress::isInterfaceLocalMulticast);
        address(registry, "LinkLocalMulticastIP", IpAddress::isLinkLocalMulticast);
        address(registry, "LinkLocalUnicastIP", IpAddress::isLinkLocalUnicast);
        address(registry, "GlobalUnicastIP", IpAddress::isGlobalUnicast);
        version(registry, "UnspecifiedIP", IpAddress::isUnspecified);
        registry.predicate("IPCIDR", "_", NetPackage::cidr);
        registry.function("ParseIP", "s", a -> Results.integers(required(a).bytes()));
        registry.loose("ToIP16", "x", a -> Results.integers(required(a).as16()));
        registry.loose("ToIP4", "x", a -> {
            if (!required(a).is4()) {
                throw new CallError("cannot convert to IPv4");
            }
            return Results.integers(required(a).bytes());
        });
        registry.loose("IPString", "x", a -> Results.text(required(a).text()));
        registerHosts(registry);
        registerUrls(registry);
    }

    private static void registerHosts(Registry registry) {
        registry.predicate("FQDN", "s", a -> Data.of(HostNames.isQualified(a.string(0))));
        registry.function("SplitHostPort", "s", a -> Results.texts(HostNames.split(a.string(0))));
        registry.loose("JoinHostPort", "xz", NetPackage::join);
    }

    private static void registerUrls(Registry registry) {
        registry.predicate("URL", "s", a -> {
            Urls.parse(a.string(0));
            return Data.TRUE;
        });
        registry.predicate("AbsURL", "s", a -> {
            if (!Urls.parse(a.string(0))) {
                throw new CallError("URL is not absolute");
            }
            return Data.TRUE;
        });
        registry.function("PathEscape", "s", a -> Results.text(escape(a.string(0), UNRESERVED + "$&+:=@", false)));
        registry.function("QueryEscape", "s", a -> Results.text(escape(a.string(0), UNRESERVED, true)));
        registry.function("PathUnescape", "s", a -> Results.text(Urls.unescape(a.string(0), false)));
        registry.function("QueryUnescape", "s", a -> Results.text(Urls.unescape(a.string(0), true)));
    }

    private static void address(Registry registry, String name, Predicate<IpAddress> test) {
        version(registry, name, ip -> test.test(ip.unmapped()));
    }

    private static void version(Registry registry, String name, Predicate<IpAddress> test) {
        registry.predicate(name, "_", a -> {
            IpAddress address = IpAddress.of(a.get(0));
            return Data.of(address != null && test.test(address));
        });
    }

    private static IpAddress required(Arguments arguments) {
        IpAddress address = IpAddress.of(arguments.get(0));
        if (address == null) {
            throw new CallError("invalid IP address");
        }
        return address;
    }

    private static Data cidr(Arguments arguments) {
        Data value = arguments.get(0);
        if (!(value instanceof Data.StringData) && !(value instanceof Data.BytesData)) {
            return Data.TRUE;
        }
        String text = arguments.string(0);
        int slash = text.lastIndexOf('/');
        IpAddress address = slash < 0 ? null : IpAddress.parse(text.substring(0, slash));
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        boolean number = bits.matches("0|[1-9][0-9]{0,2}");
        if (address == null
                || !address.zone().isEmpty()
                || !number
                || Integer.parseInt(bits) > address.bytes().length * 8) {
            throw new CallError("netip.ParsePrefix(\"" + text + "\"): invalid prefix");
        }
        return Data.TRUE;
    }

    private static Data join(Arguments arguments) {
        String host =
                arguments.get(0) instanceof Data.ListData ? required(arguments).text() : text(arguments.get(0));
        Data port = arguments.get(1);
        String number =
                port instanceof Data.NumberData n && n.integer() ? n.value().toPlainString() : text(port);
        return Results.text(host.contains(":") ? "[" + host + "]:" + number : host + ":" + number);
    }

    private static String text(Data value) {
        if (!(value instanceof Data.StringData) && !(value instanceof Data.BytesData)) {
            throw new CallError("cannot use value as string");
        }
        return new Arguments(List.of(value)).string(0);
    }

    private static String escape(String text, String plain, boolean plus) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            boolean alphanumeric = c < 128 && Character.isLetterOrDigit(c);
            if (alphanumeric || (c < 128 && plain.indexOf(c) >= 0)) {
                out.append((char) c);
            } else if (c == ' ' && plus) {
                out.append('+');
            } else {
                out.append(String.format("%%%02X", c));
            }
        }
        return out.toString();
    }
}
