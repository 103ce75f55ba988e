package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused when a policy is loaded, sentence by sentence of the specification (1.4, 1.5, 1.7, 9.1). */
class LoadRefusalsTest {
    private static final String KEYLESS =
            "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: 'https://r'}}}]}]";

    private static String policy(String header, String spec, String rule, String item) {
        String references = item.contains("imageReferences:") ? "" : "imageReferences: ['ghcr.io/*'], ";
        String action = item.contains("failureAction:") ? "" : "failureAction: Enforce, ";
        return """
                {%s, metadata: {name: p}, spec: {%s rules: [{name: r, %s, verifyImages: [{%s}]}]}}
                """.formatted(header, spec, rule, references + action + item);
    }

    private static final String V1 = "apiVersion: kyverno.io/v1, kind: ClusterPolicy";
    private static final String PODS = "match: {any: [{resources: {kinds: [Pod]}}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attestors: [{count: 2, entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | Count cannot exceed length of entries",
                "attestors: [{entries: []}] | An entry is required",
                "attestors: [{count: 0, entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | count",
                "attestors: [{count: -1, entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | count",
                "attestors: [{count: '1', entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | count",
                "attestors: [{entries: [{}]}] | keys, certificates, keyless, or a nested attestor is required",
                "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}, certificates: {cert: x}}]}] | keys, certificates, keyless, or a nested attestor is required",
                "attestors: [{entries: [{keys: {}}]}] | A public key, kms key or secret is required",
                "attestors: [{entries: [{keys: {publicKeys: x, signatureAlgorithm: md5}}]}] | Invalid signature algorithm provided",
                "attestors: [{entries: [{certificates: {}}]}] | cert or certChain required",
                "attestors: [{entries: [{keyless: {subject: s, issuer: i}}]}] | Either Rekor URL or roots are required",
                "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {}}}]}] | An URL is required",
                "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {ignoreTlog: true}}}]}] | An URL is required",
                "attestors: [{entries: [{keyless: {subjectRegExp: '(', issuer: i, rekor: {url: u}}}]}] | RE2",
                "attestors: [{entries: [{attestor: {entries: [{keys: {}}]}}]}] | A public key, kms key or secret is required",
                "attestors: [{entries: [{attestor: {count: 3, entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}}]}] | Count cannot exceed length of entries",
                "type: Notary, attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | Notary",
                "type: cosign, attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | type",
                "type: SigstoreBundle, attestors: [{entries: [{keyless: {subject: s, rekor: {url: u}}}]}] | names no issuer",
                "type: SigstoreBundle, attestors: [{entries: [{keyless: {issuer: s, rekor: {url: u}}}]}] | names no subject",
                "attestations: [{type: t, conditions: [{all: [{key: a, operator: Equal, value: b}]}]}] | operator",
                "attestations: [{type: t, conditions: [{all: [{key: a, operator: equals, value: b}]}]}] | operator",
                "attestations: [{type: t, conditions: [{all: [{operator: Equals, value: b}]}]}] | key",
                "attestations: [{type: t, conditions: [{all: [{key: a, operator: Equals}]}]}] | value",
                "imageReferences: ['{{ request.object.metadata.name }}'] | variables are not allowed in image reference",
                "imageReferences: [] | An image reference is required",
                "failureAction: Audit, attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}] | mutateDigest must be set to false",
                "failureAction: enforce | failureAction",
                "nope: 1 | unknown field",
                "keyless: {subject: s} | unknown field",
                "mutateDigest: 'true' | mutateDigest",
            })
    void items(String item, String message) {
        refused(policy(V1, "", PODS, item), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "match: {} | match",
                "match: {any: [{resources: {kinds: [Pod]}}], all: [{resources: {kinds: [Pod]}}]} | any",
                "match: {any: [{resources: {kinds: ['*']}}]} | wildcard policy does not support rule type",
                "match: {any: [{resources: {kinds: [Pod], name: a, names: [b]}}]} | name",
                "match: {any: [{resources: {kinds: [Pod], selector: {}}}]} | selector",
                "match: {any: [{resources: {kinds: [Pod], namespaces: ['{{ request.namespace }}']}}]} | variable",
                "match: {any: [{resources: {kinds: [Pod]}}]}, exclude: {any: [{resources: {kinds: [Pod]}}]} | Rule is matching an empty set",
                "match: {any: [{resources: {kinds: [Pod]}}]}, validate: {message: x, pattern: {}} | Multiple operations defined",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{name: images, variable: {value: 1}}] | images",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{name: request, variable: {value: 1}}] | request",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{variable: {value: 1}}] | name",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{name: a}] | a",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{name: a, variable: {value: 1}, configMap: {name: a, namespace: b}}] | a",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{name: a, apiCall: {urlPath: /api}}] | API call",
                "match: {any: [{resources: {kinds: [Pod]}}]}, context: [{name: a, globalReference: {name: b}}] | global",
                "match: {any: [{resources: {kinds: [Pod]}}]}, imageExtractors: {Pod: [{path: /spec/containers/*/image, jmesPath: 'x'}]} | jmespath may not be used",
                "match: {any: [{resources: {kinds: [Pod]}}]}, attestors: [] | unknown field",
                "match: {any: [{resources: {kinds: [Pod], attestors: []}}]} | unknown field",
            })
    void rules(String rule, String message) {
        refused(policy(V1, "", rule, KEYLESS), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apiVersion: kyverno.io/v2, kind: ClusterPolicy | | version",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | admission: false, | disabling admission processing",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | validationFailureAction: Block, | validationFailureAction",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | failurePolicy: Never, | failurePolicy",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | applyRules: Some, | applyRules",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | webhookConfiguration: {timeoutSeconds: 31}, | timeoutSeconds",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | webhookConfiguration: {matchConditions: [{name: a, expression: '1'}]}, | must evaluate to bool",
                "apiVersion: kyverno.io/v1, kind: Policy | validationFailureActionOverrides: [{action: Audit, namespaces: [a]}], | only with ClusterPolicy",
                "apiVersion: kyverno.io/v1, kind: ClusterPolicy | nope: 1, | unknown field",
            })
    void specs(String header, String spec, String message) {
        refused(policy(header, spec == null ? "" : spec, PODS, KEYLESS), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "validations: [{expression: '1 + 1'}] | must evaluate to bool",
                "validations: [{expression: 'true', messageExpression: '1'}] | must evaluate to string",
                "validations: [{expression: 'true'}], matchConditions: [{name: a, expression: \"'text'\"}] | must evaluate to bool",
                "validations: [{expression: 'true'}], images: [{name: a, expression: \"'text'\"}] | must evaluate to a list",
                "validations: [{expression: 'true'}], matchImageReferences: [{glob: a, expression: 'true'}] | exactly one of",
                "validations: [{expression: 'true'}], matchImageReferences: [{}] | exactly one of",
                "validations: [{expression: 'true'}], matchImageReferences: [{glob: '[a'}] | glob",
                "validations: [{expression: 'true'}], matchImageReferences: [{expression: 'image == 1'}] | does not compile",
                "validations: [{expression: 'true'}], attestations: [{name: a}] | exactly one of",
                "validations: [{expression: 'true'}], attestations: [{name: a, intoto: {type: t}, referrer: {type: t}}] | exactly one of",
                "validations: [{expression: 'true'}], attestors: [{name: a, cosign: {key: {data: x}, keyless: {identities: [{issuer: i, subject: s}]}}}] | exactly one of",
                "validations: [{expression: 'true'}], attestors: [{name: a}] | exactly one of",
                "validations: [{expression: 'true'}], attestors: [{name: a, cosign: {keyless: {identities: []}}}] | identities",
                "validations: [{expression: 'true'}], attestors: [{name: a, cosign: {keyless: {identities: [{issuer: i, subjectExpression: s}]}}}] | never checks",
                "validations: [{expression: 'true'}], attestors: [{name: a, cosign: {keyless: {identities: [{issuer: i, subject: s}]}, ctlog: {insecureIgnoreSCT: true}}}] | rekor URL must be provided",
                "validations: [{expression: 'true'}], attestors: [{name: a, cosign: {key: {data: 'no key'}}}] | spec.attestors[0]",
                "validations: [{expression: 'true'}], failurePolicy: Never | failurePolicy",
                "validations: [{expression: 'true'}], evaluation: {mode: Yaml} | mode",
                "validations: [{expression: 'true'}], validationConfigurations: {required: 'no'} | required",
                "validations: [{expression: \"resource.List('v1', 'pods', '').items.size() == 0\"}] | resource.List",
            })
    void imageValidatingPolicies(String spec, String message) {
        String more = spec.contains("attestors:") ? "" : ", attestors: []";
        refused("""
                {apiVersion: policies.kyverno.io/v1, kind: ImageValidatingPolicy, metadata: {name: p}, spec: {
                 matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]},
                 %s}}
                """.formatted(spec + more), message);
    }

    private static void refused(String policy, String message) {
        assertThat(new Gatekeeper().policy(policy).errors())
                .as(policy)
                .isNotEmpty()
                .anySatisfy(error -> assertThat(error.message()).contains(message));
    }
}
