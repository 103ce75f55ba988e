package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Whom a certificate is issued to.
 *
 * @param names subject alternative names
 * @param extensions text by the last number of Fulcio's OIDs 1.3.6.1.4.1.57264.1.N
 */
public record TestIdentity(List<GeneralName> names, Map<Integer, String> extensions) {
    public static final String GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

    /** The release workflow of a GitHub repository: {@code github("acme/app")}. */
    public static TestIdentity github(String repository) {
        String workflow = workflow(repository);
        Map<Integer, String> extensions = new LinkedHashMap<>();
        extensions.put(1, GITHUB_ISSUER);
        extensions.put(2, "push");
        extensions.put(3, "0123456789012345678901234567890123456789");
        extensions.put(4, "release");
        extensions.put(5, repository);
        extensions.put(6, "refs/heads/main");
        extensions.put(8, GITHUB_ISSUER);
        extensions.put(9, workflow);
        extensions.put(11, "github-hosted");
        extensions.put(12, "https://github.com/" + repository);
        extensions.put(14, "refs/heads/main");
        extensions.put(20, "push");
        return new TestIdentity(List.of(new GeneralName(GeneralName.uniformResourceIdentifier, workflow)), extensions);
    }

    /** Subject of {@link #github}. */
    public static String workflow(String repository) {
        return "https://github.com/" + repository + "/.github/workflows/release.yml@refs/heads/main";
    }

    public static TestIdentity email(String address, String issuer) {
        return of(new GeneralName(GeneralName.rfc822Name, address), issuer);
    }

    public static TestIdentity uri(String uri, String issuer) {
        return of(new GeneralName(GeneralName.uniformResourceIdentifier, uri), issuer);
    }

    /** Fulcio's user name, an otherName. */
    public static TestIdentity userName(String name, String issuer) {
        ASN1EncodableVector otherName = new ASN1EncodableVector();
        otherName.add(new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.7"));
        otherName.add(new DERTaggedObject(true, 0, new DERUTF8String(name)));
        ASN1Encodable sequence = new DERSequence(otherName);
        return of(new GeneralName(GeneralName.otherName, sequence), issuer);
    }

    public static TestIdentity of(GeneralName name, String issuer) {
        return new TestIdentity(List.of(name), Map.of(1, issuer, 8, issuer));
    }
}
