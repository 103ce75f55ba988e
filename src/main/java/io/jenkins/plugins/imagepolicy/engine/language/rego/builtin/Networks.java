package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Address blocks; nothing here asks a name server. */
final class Networks {
    private Networks() {}

    static void register(Registry r) {
        r.add("net.cidr_contains", "string, string -> boolean", Networks::contains);
        r.add("net.cidr_intersects", "string, string -> boolean", Networks::intersects);
        r.deprecated("net.cidr_overlap", "string, string -> boolean", Networks::contains);
        r.add("net.cidr_is_valid", "string -> boolean", Networks::isValid);
        r.add("net.cidr_expand", "string -> set[string]", Networks::expand);
        r.add("net.cidr_merge", "array[string]|set[string] -> set[string]", Networks::merge);
        String many = "string|array[string|array[any]]|set[string|array[any]]|object[string:string|array[any]]";
        r.add("net.cidr_contains_matches", many + ", " + many + " -> set[array[any, any]]", Networks::matches);
    }

    private static Cidr cidr(String text) throws BuiltinException {
        Cidr cidr = Cidr.parse(text);
        if (cidr == null) {
            throw BuiltinException.of("invalid CIDR address: " + text);
        }
        return cidr;
    }

    private static Cidr cidrOrAddress(String text) throws BuiltinException {
        Cidr cidr = Cidr.parse(text);
        cidr = cidr == null ? Cidr.parseAddress(text) : cidr;
        if (cidr == null) {
            throw BuiltinException.of("not a valid textual representation of an IP address or CIDR: " + text);
        }
        return cidr;
    }

    private static Value contains(BuiltinContext c, Value[] a) throws BuiltinException {
        Cidr outer = cidr(Args.string(a, 1));
        return BooleanValue.of(outer.contains(cidrOrAddress(Args.string(a, 2))));
    }

    private static Value intersects(BuiltinContext c, Value[] a) throws BuiltinException {
        Cidr x = cidr(Args.string(a, 1));
        Cidr y = cidr(Args.string(a, 2));
        return BooleanValue.of(x.contains(y) || y.contains(x));
    }

    private static Value isValid(BuiltinContext c, Value[] a) {
        return BooleanValue.of(a[0] instanceof StringValue s && Cidr.parse(s.value()) != null);
    }

    private static Value expand(BuiltinContext c, Value[] a) throws BuiltinException {
        Cidr cidr = cidr(Args.string(a, 1));
        c.size(cidr.count());
        SetValue.Builder out = new SetValue.Builder();
        for (byte[] address : cidr.addresses()) {
            out.add(StringValue.of(Cidr.text(address)));
        }
        return out.build();
    }

    private static Value merge(BuiltinContext c, Value[] a) throws BuiltinException {
        List<Cidr> blocks = new ArrayList<>();
        Map<Cidr, String> addresses = new HashMap<>();
        for (String text : Args.strings(a, 1)) {
            Cidr block = Cidr.parse(text);
            if (block == null) {
                Cidr address = Cidr.parseAddress(text);
                if (address == null) {
                    throw BuiltinException.of("invalid CIDR address: " + text);
                }
                if (!address.isIpv4()) {
                    throw BuiltinException.of("IPv6 invalid: needs prefix length");
                }
                block = address.withDefaultMask();
                addresses.put(block, Cidr.text(address.addresses().get(0)) + "/" + block.prefix());
            }
            blocks.add(block);
        }
        c.tick(blocks.size() * 8L);
        SetValue.Builder out = new SetValue.Builder();
        for (Cidr block : Cidr.merge(blocks)) {
            // As OPA does, an address that stays alone is shown as it is, with the mask of its class.
            boolean alone = blocks.stream().filter(block::touches).count() == 1;
            String text = alone ? addresses.get(block) : null;
            out.add(StringValue.of(text == null ? block.toString() : text));
        }
        return out.build();
    }

    /** One entry of an operand: what the result names it by, and its text. */
    private record Item(Value name, String text) {}

    private static String first(Value v, int position) throws BuiltinException {
        Value text = v instanceof ArrayValue array && array.size() > 0 ? array.at(0) : v;
        if (text instanceof StringValue s) {
            return s.value();
        }
        throw BuiltinException.of("operand " + position + ": element must be string or non-empty array");
    }

    private static List<Item> items(Value[] a, int position) throws BuiltinException {
        List<Item> items = new ArrayList<>();
        Value v = a[position - 1];
        if (v instanceof StringValue s) {
            items.add(new Item(s, s.value()));
        } else if (v instanceof ArrayValue array) {
            for (int i = 0; i < array.size(); i++) {
                items.add(new Item(NumberValue.of(i), first(array.at(i), position)));
            }
        } else if (v instanceof SetValue set) {
            for (Value element : set) {
                items.add(new Item(element, first(element, position)));
            }
        } else if (v instanceof ObjectValue o) {
            for (int i = 0; i < o.size(); i++) {
                items.add(new Item(o.keyAt(i), first(o.valueAt(i), position)));
            }
        } else {
            throw Args.wrong(a, position, "one of {string, array, set, object}");
        }
        return items;
    }

    private static Value matches(BuiltinContext c, Value[] a) throws BuiltinException {
        List<Item> outer = items(a, 1);
        List<Item> inner = items(a, 2);
        c.tick((long) outer.size() * inner.size());
        if (outer.isEmpty() || inner.isEmpty()) {
            return SetValue.of(List.of());
        }
        List<Cidr> parsed = new ArrayList<>();
        for (Item item : inner) {
            parsed.add(cidrOrAddress(item.text));
        }
        SetValue.Builder out = new SetValue.Builder();
        for (Item x : outer) {
            Cidr block = cidr(x.text);
            for (int i = 0; i < inner.size(); i++) {
                if (block.contains(parsed.get(i))) {
                    out.add(ArrayValue.owning(x.name, inner.get(i).name));
                }
            }
        }
        return out.build();
    }
}
