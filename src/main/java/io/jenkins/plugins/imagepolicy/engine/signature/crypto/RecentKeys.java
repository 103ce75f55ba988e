package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import java.nio.ByteBuffer;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The keys used last, with the multiples of their points that verification computes once for each. Keys of logs and authorities
 * come again with every signature; those of short-lived certificates are pushed out.
 */
final class RecentKeys {
    private static final int MOST = 128;

    private final Map<ByteBuffer, ECPublicKeyParameters> points = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, ECPublicKeyParameters> eldest) {
            return size() > MOST;
        }
    };

    /** @throws IllegalArgumentException when the key is no point of the curve */
    ECPublicKeyParameters get(ECPublicKey key, Curve curve) {
        ByteBuffer encoded = ByteBuffer.wrap(key.getEncoded());
        synchronized (points) {
            ECPublicKeyParameters known = points.get(encoded);
            if (known != null) {
                return known;
            }
        }
        ECPublicKeyParameters point = curve.point(key);
        synchronized (points) {
            points.put(encoded, point);
        }
        return point;
    }
}
