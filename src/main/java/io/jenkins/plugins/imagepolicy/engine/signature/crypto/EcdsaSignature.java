package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** The two numbers of an ECDSA signature, read from strict DER: {@code SEQUENCE { r INTEGER, s INTEGER }} (RFC 3279 section 2.2.3). */
record EcdsaSignature(BigInteger r, BigInteger s) {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    /** Signatures of P-521 have 139 bytes at most, for which one byte of length behind 0x81 is enough. */
    private static final int ONE_BYTE_LENGTH = 0x81;

    /**
     * Empty unless the encoding is the only one that DER allows, with nothing behind it, and both numbers lie in
     * {@code [1, order - 1]}.
     */
    static Optional<EcdsaSignature> parse(byte[] der, BigInteger order) {
        int start = 2;
        if (der.length > start && (der[1] & 0xff) == ONE_BYTE_LENGTH) {
            start = 3;
        }
        if (der.length < start + 6 || der[0] != SEQUENCE || der.length - start > 0xff) {
            return Optional.empty();
        }
        int length = der[start - 1] & 0xff;
        // The long form is for lengths that do not fit the short one.
        if (length != der.length - start || start == 3 == length < 0x80) {
            return Optional.empty();
        }
        int second = start + 2 + der[start + 1];
        if (second < start + 3 || second + 3 > der.length || second + 2 + der[second + 1] != der.length) {
            return Optional.empty();
        }
        return number(der, start, order).flatMap(r -> number(der, second, order).map(s -> new EcdsaSignature(r, s)));
    }

    /** @param start of an integer whose length fits {@code der} */
    private static Optional<BigInteger> number(byte[] der, int start, BigInteger order) {
        int length = der[start + 1];
        int first = start + 2;
        boolean padded = length > 1 && der[first] == 0 && der[first + 1] >= 0;
        if (der[start] != INTEGER || length < 1 || der[first] < 0 || padded) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(Arrays.copyOfRange(der, first, first + length));
        return number.signum() > 0 && number.compareTo(order) < 0 ? Optional.of(number) : Optional.empty();
    }
}
