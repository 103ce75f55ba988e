package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of its own, for servers on the loopback address. */
public final class TestCertificates {
    private static final X500Name AUTHORITY = new X500Name("CN=Test authority");

    private final KeyPair keys = keys();
    private final X509Certificate authority = sign(AUTHORITY, keys, null, Duration.ofDays(30), true);
    private int serial = 1;

    public String pem() {
        return pem("CERTIFICATE", encoded(authority));
    }

    /** TLS for a server whose certificate is for {@code address} (an IP) and is valid for {@code left} from now. */
    public SSLContext server(String address, Duration left) {
        KeyPair own = keys();
        return context(own, sign(new X500Name("CN=server"), own, address, left, false), null);
    }

    /** TLS for a server that takes this authority's word for its clients. */
    public SSLContext serverOfKnownClients(String address) {
        KeyPair own = keys();
        X509Certificate certificate = sign(new X500Name("CN=server"), own, address, Duration.ofDays(1), false);
        return context(own, certificate, trustManagers());
    }

    /** A certificate for a client with these keys, in PEM. */
    public String client(KeyPair own) {
        return pem("CERTIFICATE", encoded(sign(new X500Name("CN=client"), own, null, Duration.ofDays(1), false)));
    }

    /** TLS for a client that trusts this authority alone. */
    public SSLContext client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TrustManager[] trustManagers() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            return managers.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificate and key of a server, as PEM files for other programs. */
    public void write(Path certificate, Path key, String address) throws IOException {
        KeyPair own = keys();
        X509Certificate signed = sign(new X500Name("CN=server"), own, address, Duration.ofDays(1), false);
        Files.writeString(certificate, pem("CERTIFICATE", encoded(signed)) + pem());
        Files.writeString(key, pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    /** A certificate of this authority for keys that sign something else than TLS. */
    public X509Certificate forSigning(KeyPair own) {
        return sign(new X500Name("CN=signer"), own, null, Duration.ofDays(1), false);
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private SSLContext context(KeyPair own, X509Certificate certificate, TrustManager[] clients) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", own.getPrivate(), new char[0], new X509Certificate[] {certificate, authority});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), clients, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(X500Name subject, KeyPair own, String address, Duration left, boolean isAuthority) {
        Instant end = Instant.now().plus(left);
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    AUTHORITY,
                    BigInteger.valueOf(++serial),
                    Date.from(end.minus(Duration.ofDays(60))),
                    Date.from(end),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (address != null) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, address)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
