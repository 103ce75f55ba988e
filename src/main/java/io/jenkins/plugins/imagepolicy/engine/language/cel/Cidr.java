package io.jenkins.plugins.imagepolicy.engine.language.cel;

import java.util.Optional;
import java.util.regex.Pattern;

/** A network as Kubernetes' CEL reads it: an address and the number of bits that all its members share. */
record Cidr(IpAddress address, int length) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    static Optional<Cidr> parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                .filter(address -> length <= address.bits())
                .map(address -> new Cidr(address, length));
    }

    Cidr masked() {
        return new Cidr(address.prefix(length), length);
    }

    boolean contains(IpAddress other) {
        return other.bits() == address.bits() && other.prefix(length).equals(address.prefix(length));
    }

    boolean contains(Cidr other) {
        return other.length >= length && contains(other.address);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
