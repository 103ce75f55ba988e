package io.jenkins.plugins.imagepolicy.engine.language.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.types.SimpleType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelEnvironmentTest {
    private static final CelEnvironment ENVIRONMENT =
            CelEnvironment.builder().variable("object", SimpleType.DYN).build();

    private static Object evaluate(String expression) throws Exception {
        Object object = CelValues.of(new ObjectMapper().readTree("""
                {"metadata": {"labels": {"env": "prod"}, "name": "x"}, "n": null,
                 "spec": {"replicas": 3, "weight": 1.5, "containers": [{"image": "a:1"}, {"image": "b:2"}]}}"""));
        return ENVIRONMENT.compile(expression).evaluate(Map.of("object", object));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has(object.metadata.labels) && 'env' in object.metadata.labels && object.metadata.labels['env'] == 'prod'",
                "object.spec.?ephemeralContainers.orValue([]).size() == 0",
                "object.spec.containers.map(c, c.image).all(i, i.matches('^[ab]:[0-9]$'))",
                "object.spec.containers.exists(c, c.image.startsWith('b:'))",
                "object.spec.replicas == 3 && object.spec.replicas == 3.0 && object.spec.weight < 2",
                "object.n == null",
                "'%s has %d of %.1f'.format([object.metadata.name, 2, 1.5]) == 'x has 2 of 1.5'",
                "'a,b'.split(',').join('-') == 'a-b'",
                "[1, 2, 3].sum() == 6 && [3, 1].min() == 1 && ['a', 'b'].isSorted()",
                "'abc 123'.find('[0-9]+') == '123'",
                "quantity('1Gi').isGreaterThan(quantity('1023Mi')) && isQuantity('5')",
                "semver('1.2.3').isLessThan(semver('1.10.0')) && !isSemver('x')",
                "url('https://registry.example:5000/a').getHostname() == 'registry.example'",
                "json.unmarshal('{\"a\": [1]}').a[0] == 1",
                "yaml.parse('a: b').a == 'b'",
                "sha256('') == 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
                "base64.encode(b'x') == 'eA=='",
                "sets.contains([1, 2], [1])",
                "math.greatest(1, 2) == 2",
                "cel.bind(x, 1, x + 1) == 2",
                "{'a': 1}.all(k, v, k == 'a' && v == 1)",
                "optional.of(1).hasValue()",
                "[object.spec.containers[0].image,] == ['a:1']",
                "ip('127.0.0.1').isLoopback() && ip('127.0.0.1').family() == 4 && ip('::1').family() == 6",
                "isIP('2001:db8::abcd') && !isIP('01.2.3.4') && !isIP('::ffff:1.2.3.4') && !isIP('::ffff:102:304') && !isIP('1.2.3') && !isIP('1:2:3:4:5:6:7:8:9') && !isIP('host')",
                "ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD') && !ip.isCanonical('2001:db8::0:0:0:abcd')",
                "string(ip('2001:0db8:0:0:1:0:0:1')) == '2001:db8::1:0:0:1' && string(ip('::')) == '::' && string(ip('1::')) == '1::'",
                "ip('0.0.0.0').isUnspecified() && ip('169.254.1.1').isLinkLocalUnicast() && ip('224.0.0.1').isLinkLocalMulticast() && ip('ff02::1').isLinkLocalMulticast()",
                "ip('8.8.8.8').isGlobalUnicast() && ip('10.0.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast() && ip('1.1.1.1') == ip('1.1.1.1')",
                "cidr('10.0.0.0/8').containsIP('10.1.2.3') && cidr('10.0.0.0/8').containsIP(ip('10.1.2.3')) && !cidr('10.0.0.0/8').containsIP('11.0.0.1')",
                "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8')) && !cidr('0.0.0.0/0').containsIP('::1')",
                "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.1.2.3/8').prefixLength() == 8 && string(cidr('10.1.2.3/8').ip()) == '10.1.2.3'",
                "isCIDR('::/0') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/08')",
                "gzip.decompress(gzip.compress('text')) == 'text'",
                "listObjToMap([{'name': 'a'}, {'name': 'b'}], [{'v': 1}, {'v': 2}], 'name', 'v') == {'a': 1, 'b': 2}",
                "transform.listObjToMap([], [], 'a', 'b') == {}",
                "random().matches('^[0-9a-z]{8}$') && random('[a-c]{4}').matches('^[abc]{4}$') && random.random().size() == 8",
                "time.toCron(timestamp('2025-01-02T15:30:00Z')) == '30 15 2 1 4'",
                "time.truncate(timestamp('2025-01-02T03:04:05Z'), duration('1h')) == timestamp('2025-01-02T03:00:00Z')",
                "hash.md5('') == md5('') && json.marshal({'a': [1, null]}) == '{\"a\":[1,null]}'",
                "parseServiceAccount('system:serviceaccount:ns:builder').Name == 'builder' && user.parseServiceAccount('x').Namespace == ''",
                "url('https://h/p?a=1&a=2&b').getQuery() == {'a': ['1', '2'], 'b': ['']}",
                "lists.range(3) == [0, 1, 2] && lists.range(0) == []",
                "quantity('1k').add(24).isGreaterThan(quantity('1023')) && quantity('1').sub(1).sign() == 0",
            })
    void holds(String expression) throws Exception {
        assertThat(evaluate(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip('x')",
                "cidr('10.0.0.0/33')",
                "gzip.decompress(b'no gzip')",
                "gzip.compress(1)",
                "listObjToMap([{'a': 'x'}], [], 'a', 'b')",
                "listObjToMap([{'a': 1}], [{'b': 1}], 'a', 'b')",
                "x509.decode('no certificate')",
            })
    void fails(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).isInstanceOf(CelException.class);
    }

    @Test
    void saysWhereAnExpressionIsWrong() {
        assertThatThrownBy(() -> evaluate("object.spec.\n  x.nope("))
                .isInstanceOfSatisfying(
                        CelException.class, e -> assertThat(e.line()).isEqualTo(2));
        assertThatThrownBy(() -> evaluate("http.Get('https://x')")).hasMessageContaining("undeclared reference");
    }

    @Test
    void boundsIterations() {
        String list = "[1,2,3,4,5,6,7,8,9,0]";
        assertThatThrownBy(() -> evaluate(list + ".all(a, " + list + ".all(b, " + list + ".all(c, " + list + ".all(d, "
                        + list + ".all(e, " + list + ".all(f, " + list + ".all(g, true)))))))"))
                .isInstanceOf(CelException.class)
                .hasMessageMatching("(?s).*(teration|takes longer|steps).*");
    }

    private static void refusesByLimit(String expression, CelBudget budget) {
        assertThatThrownBy(() -> ENVIRONMENT.compile(expression).evaluate(Map.of("object", "x"), budget))
                .isInstanceOfSatisfying(
                        CelException.class,
                        e -> assertThat(e.isLimit()).as(e.getMessage()).isTrue());
    }

    /** An operator that swallows errors must not swallow that. */
    @Test
    void boundsStepsTimeAndSizes() {
        String list = "[1,2,3,4,5,6,7,8,9,0]";
        String loops = list + ".all(a, " + list + ".all(b, " + list + ".all(c, a + b + c >= 0)))";
        refusesByLimit(loops, new CelBudget(1000, Duration.ofSeconds(10)));
        refusesByLimit(loops + " || true", new CelBudget(1000, Duration.ofSeconds(10)));
        refusesByLimit(
                "true || " + loops.replace("all", "exists") + " ? " + loops + " : true",
                new CelBudget(1000, Duration.ofSeconds(10)));
        refusesByLimit(loops, new CelBudget(1_000_000, Duration.ZERO));
        String doubling = "'aaaaaaaaaaaaaaaa'";
        for (int i = 0; i < 24; i++) {
            doubling = "cel.bind(s" + i + ", " + doubling + ", s" + i + " + s" + i + ")";
        }
        refusesByLimit(doubling + ".size() > 0", CelBudget.standard());
        assertThatThrownBy(() -> evaluate("lists.range(30000000).size() > 0")).hasMessageContaining("at most");
    }

    @Test
    void whatWaitsOutsideCostsNoTime() throws Exception {
        CelEnvironment environment = CelEnvironment.builder().build();
        CelBudget budget = new CelBudget(1_000_000, Duration.ofMillis(500));
        budget.outside(() -> {
            try {
                Thread.sleep(700);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
        String list = "[1,2,3,4,5,6,7,8,9,0]";
        String loops = list + ".all(a, " + list + ".all(b, " + list + ".all(c, a + b + c >= 0)))";
        assertThat(environment.compile(loops).evaluate(Map.of(), budget)).isEqualTo(true);
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> evaluate("(".repeat(5_000) + "1" + ")".repeat(5_000)))
                .isInstanceOf(CelException.class);
    }

    @Test
    void failsOnAMissingKey() {
        assertThatThrownBy(() -> evaluate("object.metadata.missing == 1")).isInstanceOf(CelException.class);
    }
}
