package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import static io.jenkins.plugins.imagepolicy.engine.signature.crypto.Der.drop;
import static io.jenkins.plugins.imagepolicy.engine.signature.crypto.Der.fixed;
import static io.jenkins.plugins.imagepolicy.engine.signature.crypto.Der.integer;
import static io.jenkins.plugins.imagepolicy.engine.signature.crypto.Der.join;
import static io.jenkins.plugins.imagepolicy.engine.signature.crypto.Der.sequence;
import static io.jenkins.plugins.imagepolicy.engine.signature.crypto.Der.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both implementations of ECDSA judge alike, and accept nothing that the JDK refuses. */
class EcdsaTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
    private final Random random = new Random(7);
    private final Ecdsa platform = new Ecdsa(Integer.MAX_VALUE);
    private final Ecdsa quick = new Ecdsa(0);

    @ParameterizedTest
    @CsvSource({
        "P-256, SHA224",
        "P-256, SHA256",
        "P-256, SHA384",
        "P-256, SHA512",
        "P-384, SHA256",
        "P-384, SHA384",
        "P-384, SHA512",
        "P-521, SHA256",
        "P-521, SHA512"
    })
    void acceptsWhatTheKeySigned(String curve, HashAlgorithm hash) throws Exception {
        KeyPair keys = TestKeys.pair(curve);
        for (int i = 0; i < 20; i++) {
            byte[] message = new byte[i];
            random.nextBytes(message);
            byte[] signature = sign(keys, hash, message);
            assertJudged(true, keys, hash, message, signature);
            assertJudged(false, keys, hash, "other".getBytes(StandardCharsets.US_ASCII), signature);
            assertJudged(false, TestKeys.pair(curve), hash, message, signature);
            assertJudged(
                    false,
                    keys,
                    hash == HashAlgorithm.SHA256 ? HashAlgorithm.SHA384 : HashAlgorithm.SHA256,
                    message,
                    signature);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void refusesEveryOtherEncoding(String curve) throws Exception {
        KeyPair keys = TestKeys.pair(curve);
        byte[] signature = sign(keys, HashAlgorithm.SHA256, MESSAGE);
        BigInteger order = order(keys);
        EcdsaSignature numbers = EcdsaSignature.parse(signature, order).orElseThrow();
        byte[] r = numbers.r().toByteArray();
        byte[] s = numbers.s().toByteArray();
        assertThat(sequence(integer(r), integer(s))).isEqualTo(signature);
        Map<String, byte[]> encodings = new LinkedHashMap<>();
        encodings.put("empty", new byte[0]);
        encodings.put("only a tag", new byte[] {0x30});
        encodings.put("an empty sequence", new byte[] {0x30, 0});
        encodings.put("a byte behind", join(signature, new byte[1]));
        encodings.put("a third number", sequence(integer(r), integer(s), integer(new byte[] {1})));
        encodings.put("one number", sequence(integer(r)));
        encodings.put("a byte behind, within", sequence(integer(r), integer(s), new byte[1]));
        encodings.put("r padded", sequence(integer(join(new byte[1], r)), integer(s)));
        encodings.put("s padded", sequence(integer(r), integer(join(new byte[1], s))));
        encodings.put("r empty", sequence(integer(new byte[0]), integer(s)));
        encodings.put("s empty", sequence(integer(r), integer(new byte[0])));
        encodings.put("a set", tagged(0x31, integer(r), integer(s)));
        encodings.put("an octet string", sequence(tagged(4, r), integer(s)));
        encodings.put(
                "a long form of length", sequence(join(new byte[] {2, (byte) 0x81, (byte) r.length}, r), integer(s)));
        encodings.put(
                "a longer form",
                join(new byte[] {0x30, (byte) 0x82, 0}, drop(signature, signature.length < 131 ? 1 : 2)));
        encodings.put(
                "an indefinite length", join(new byte[] {0x30, (byte) 0x80}, integer(r), integer(s), new byte[2]));
        encodings.put("the numbers alone", join(fixed(numbers.r(), order), fixed(numbers.s(), order)));
        encodings.put("swapped", sequence(integer(s), integer(r)));
        encodings.put("within a sequence", sequence(signature));
        for (int length = 0; length < signature.length; length++) {
            encodings.put("the first " + length + " bytes", Arrays.copyOf(signature, length));
        }
        encodings.forEach((name, encoded) -> {
            assertThat(byPlatform(keys, HashAlgorithm.SHA256, encoded))
                    .as("the JDK's own: " + name)
                    .isFalse();
            assertJudged(false, keys, HashAlgorithm.SHA256, MESSAGE, encoded);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void refusesNumbersOutsideTheirRange(String curve) throws Exception {
        KeyPair keys = TestKeys.pair(curve);
        BigInteger order = order(keys);
        EcdsaSignature valid = EcdsaSignature.parse(sign(keys, HashAlgorithm.SHA256, MESSAGE), order)
                .orElseThrow();
        BigInteger field = ((ECFieldFp)
                        ((ECPublicKey) keys.getPublic()).getParams().getCurve().getField())
                .getP();
        List<BigInteger> odd = new ArrayList<>();
        for (BigInteger number : List.of(BigInteger.ZERO, order, field, valid.r(), valid.s(), order.shiftRight(1))) {
            for (int i = -1; i <= 1; i++) {
                BigInteger near = number.add(BigInteger.valueOf(i));
                odd.addAll(List.of(near, near.add(order), near.subtract(order), near.negate()));
            }
        }
        int accepted = 0;
        for (BigInteger number : odd) {
            for (List<BigInteger> pair :
                    List.of(List.of(number, valid.s()), List.of(valid.r(), number), List.of(number, number))) {
                BigInteger r = pair.get(0);
                BigInteger s = pair.get(1);
                byte[] encoded = sequence(integer(r.toByteArray()), integer(s.toByteArray()));
                boolean expected = r.equals(valid.r()) && (s.equals(valid.s()) || s.equals(order.subtract(valid.s())));
                assertJudged(expected, keys, HashAlgorithm.SHA256, MESSAGE, encoded);
                accepted += expected ? 1 : 0;
            }
        }
        assertThat(accepted).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void acceptsNothingThatTheJdkRefuses(String curve) throws Exception {
        KeyPair keys = TestKeys.pair(curve);
        byte[] signature = sign(keys, HashAlgorithm.SHA256, MESSAGE);
        int accepted = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] changed = signature.clone();
            for (int faults = random.nextInt(3); faults >= 0; faults--) {
                int at = i < 8 * changed.length ? i / 8 : random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (quick.verify((ECPublicKey) keys.getPublic(), HashAlgorithm.SHA256, MESSAGE, changed)) {
                accepted++;
                assertThat(byPlatform(keys, HashAlgorithm.SHA256, changed)).isTrue();
                assertThat(changed).isEqualTo(signature);
            }
        }
        // Two faults may cancel each other.
        assertThat(accepted).isLessThan(100);
    }

    /** Sums that meet infinity, a doubling or a cancellation, and points whose x exceeds the order. */
    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void judgesSpecialSumsAsTheJdkDoes(String curve) throws Exception {
        X9ECParameters c = CustomNamedCurves.getByName(curve);
        BigInteger n = c.getN();
        for (int i = 0; i < 10; i++) {
            BigInteger k = number(n);
            BigInteger s = number(n);
            BigInteger r = x(c, c.getG().multiply(k)).mod(n);

            BigInteger half = k.multiply(BigInteger.TWO.modInverse(n)).mod(n);
            BigInteger e = half.multiply(s).mod(n);
            BigInteger doubling = e.multiply(r.modInverse(n)).mod(n);
            assertSum(true, c, c.getG().multiply(doubling), e, r, s);

            BigInteger infinite = e.negate().multiply(r.modInverse(n)).mod(n);
            assertSum(false, c, c.getG().multiply(infinite), e, r, s);

            // Nothing of the generator is in the sum.
            BigInteger alone = s.multiply(k).multiply(r.modInverse(n)).mod(n);
            assertSum(true, c, c.getG().multiply(alone), BigInteger.ZERO, r, s);
            assertSum(false, c, c.getG().multiply(alone), BigInteger.ONE, r, s);

            for (BigInteger own : List.of(BigInteger.ONE, n.subtract(BigInteger.ONE))) {
                BigInteger hash = s.multiply(k).subtract(r.multiply(own)).mod(n);
                assertSum(true, c, c.getG().multiply(own), hash, r, s);
            }
        }
    }

    /** The JDK does not reduce an x that exceeds the order, though the standard says so; nobody meets one by chance. */
    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void leavesCoordinatesBeyondTheOrderToTheJdk(String curve) throws Exception {
        X9ECParameters c = CustomNamedCurves.getByName(curve);
        BigInteger n = c.getN();
        BigInteger e = new BigInteger(1, Hashes.sha256(MESSAGE));
        int found = 0;
        for (BigInteger r = BigInteger.ONE; found < 3; r = r.add(BigInteger.ONE)) {
            for (BigInteger x : List.of(r, r.add(n))) {
                org.bouncycastle.math.ec.ECPoint point = lift(c, x);
                if (point != null) {
                    BigInteger s = number(n);
                    KeyPair key = new KeyPair(
                            key(
                                    c,
                                    point.multiply(s)
                                            .subtract(c.getG().multiply(e))
                                            .multiply(r.modInverse(n))),
                            null);
                    byte[] encoded = sequence(integer(r.toByteArray()), integer(s.toByteArray()));
                    boolean expected = byPlatform(key, HashAlgorithm.SHA256, encoded);
                    assertThat(expected).isEqualTo(x.equals(r));
                    assertJudged(expected, key, HashAlgorithm.SHA256, MESSAGE, encoded);
                    found++;
                }
            }
        }
    }

    @Test
    void refusesKeysThatAreNoPoints() throws Exception {
        KeyPair keys = TestKeys.pair("P-256");
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        byte[] signature = sign(keys, HashAlgorithm.SHA256, MESSAGE);
        ECPoint beside =
                new ECPoint(key.getW().getAffineX(), key.getW().getAffineY().add(BigInteger.ONE));
        for (ECPoint point : List.of(beside, new ECPoint(BigInteger.ZERO, BigInteger.ZERO))) {
            ECPublicKey wrong = key(point, key.getParams());
            assertThat(quick.verify(wrong, HashAlgorithm.SHA256, MESSAGE, signature))
                    .isFalse();
            assertThat(platform.verify(wrong, HashAlgorithm.SHA256, MESSAGE, signature))
                    .isFalse();
            assertThatThrownBy(() -> Curve.P256.point(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        ECPublicKey longer = (ECPublicKey) TestKeys.pair("P-384").getPublic();
        assertThatThrownBy(() -> Curve.P256.point(longer)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remembersNoVerdict() throws Exception {
        Map<KeyPair, byte[]> signed = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            KeyPair keys = TestKeys.pair("P-256");
            signed.put(keys, sign(keys, HashAlgorithm.SHA256, MESSAGE));
        }
        byte[] other = "other".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 2; round++) {
            signed.forEach((keys, signature) -> {
                ECPublicKey key = (ECPublicKey) keys.getPublic();
                assertThat(quick.verify(key, HashAlgorithm.SHA256, MESSAGE, signature))
                        .isTrue();
                assertThat(quick.verify(key, HashAlgorithm.SHA256, other, signature))
                        .isFalse();
            });
        }
    }

    @Test
    void goesOverWhenItHasStarted() throws Exception {
        KeyPair keys = TestKeys.pair("P-384");
        byte[] signature = sign(keys, HashAlgorithm.SHA384, MESSAGE);
        Ecdsa starting = new Ecdsa(3);
        for (int i = 0; i < 8; i++) {
            assertThat(starting.verify((ECPublicKey) keys.getPublic(), HashAlgorithm.SHA384, MESSAGE, signature))
                    .isTrue();
        }
    }

    private void assertJudged(boolean expected, KeyPair keys, HashAlgorithm hash, byte[] message, byte[] signature) {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        assertThat(platform.verify(key, hash, message, signature)).isEqualTo(expected);
        assertThat(quick.verify(key, hash, message, signature)).isEqualTo(expected);
    }

    private static void assertSum(
            boolean expected,
            X9ECParameters curve,
            org.bouncycastle.math.ec.ECPoint point,
            BigInteger e,
            BigInteger r,
            BigInteger s)
            throws GeneralSecurityException {
        // The hash of as many bits as the order has.
        int excess = (8 - curve.getN().bitLength() % 8) % 8;
        byte[] hash = fixed(e.shiftLeft(excess), curve.getN());
        ECPublicKey key = key(curve, point);
        byte[] encoded = sequence(integer(r.toByteArray()), integer(s.toByteArray()));
        EcdsaSignature numbers = EcdsaSignature.parse(encoded, curve.getN()).orElseThrow();
        Curve quick = Curve.of(key).orElseThrow();
        assertThat(Curve.verify(quick.point(key), hash, numbers)).isEqualTo(expected);
        if (hash.length <= 64) {
            Signature jdk = Signature.getInstance("NONEwithECDSA");
            jdk.initVerify(key);
            jdk.update(hash);
            assertThat(jdk.verify(encoded)).isEqualTo(expected);
        }
    }

    private static org.bouncycastle.math.ec.ECPoint lift(X9ECParameters curve, BigInteger x) {
        try {
            byte[] encoded =
                    join(new byte[] {2}, fixed(x, curve.getCurve().getField().getCharacteristic()));
            return curve.getCurve().decodePoint(encoded);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static BigInteger x(X9ECParameters curve, org.bouncycastle.math.ec.ECPoint point) {
        assertThat(curve.getCurve()).isEqualTo(point.getCurve());
        return point.normalize().getAffineXCoord().toBigInteger();
    }

    private BigInteger number(BigInteger order) {
        return new BigInteger(order.bitLength() - 1, random).add(BigInteger.ONE);
    }

    private static ECParameterSpec parameters(X9ECParameters curve) {
        return ((ECPublicKey) TestKeys.pair("P-" + curve.getN().bitLength()).getPublic()).getParams();
    }

    private static ECPublicKey key(X9ECParameters curve, org.bouncycastle.math.ec.ECPoint point)
            throws GeneralSecurityException {
        org.bouncycastle.math.ec.ECPoint affine = point.normalize();
        return key(
                new ECPoint(
                        affine.getAffineXCoord().toBigInteger(),
                        affine.getAffineYCoord().toBigInteger()),
                parameters(curve));
    }

    private static ECPublicKey key(ECPoint point, ECParameterSpec parameters) throws GeneralSecurityException {
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }

    private static BigInteger order(KeyPair keys) {
        return ((ECPrivateKey) keys.getPrivate()).getParams().getOrder();
    }

    private static byte[] sign(KeyPair keys, HashAlgorithm hash, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(hash.name() + "withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(message);
        return signature.sign();
    }

    private static boolean byPlatform(KeyPair keys, HashAlgorithm hash, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(hash.name() + "withECDSA");
            verifier.initVerify(keys.getPublic());
            verifier.update(MESSAGE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
