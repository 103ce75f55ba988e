package io.jenkins.plugins.imagepolicy.engine.language.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.types.SimpleType;
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
            })
    void holds(String expression) throws Exception {
        assertThat(evaluate(expression)).isEqualTo(true);
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
                .hasMessageContaining("teration");
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
