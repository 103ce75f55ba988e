package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.VariableException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void operators() {
        KyvernoTables.run(
                "condition-operators",
                Map.of(),
                row -> Operators.holds(row.path("key"), row.path("operator").asText(), row.path("value"))
                        == row.path("want").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "null;        NotEquals;   'a';          false",
                "null;        AnyNotIn;    ['a'];        false",
                "'10';        Equals;      '1*';         false",
                "'v10';       Equals;      'v1*';        true",
                "'5';         AnyNotIn;    7;            false",
                "2;           greaterthan; 1;            false",
                "'7d';        LessThan;    '8d';         false",
                "'12';        AnyIn;       '1!-10';      true",
                "'5';         AnyIn;       '1!-10';      false",
                "'2h';        AnyIn;       '1h-3h';      true",
                "['a','c'];   AllIn;       '[|a|,|b|]';  false",
                "true;        AnyIn;       ['true'];     true",
                "{'a':1};     AnyNotIn;    ['x'];        false",
            })
    void surprises(String key, String operator, String value, boolean holds) throws Exception {
        assertThat(Operators.holds(json(key), operator, json(value))).isEqualTo(holds);
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"').replace("|", "\\\""));
    }

    private static Conditions.Outcome evaluate(String conditions, String values) throws Exception {
        Variables variables = new Variables(Instant.EPOCH);
        JSON.readTree(values).properties().forEach(value -> variables.set(value.getKey(), value.getValue()));
        return new Conditions(variables).evaluate(json(conditions));
    }

    @Test
    void saysWhatTheConditionsThatDecidedSay() throws Exception {
        String two = "[{'all': [{'key': '{{ a }}', 'operator': 'Equals', 'value': 1, 'message': 'a is {{ a }}'}]},"
                + " {'any': [{'key': 2, 'operator': 'Equals', 'value': 3, 'message': 'x'},"
                + " {'key': 2, 'operator': 'Equals', 'value': 4, 'message': 'y'}]}]";
        assertThat(evaluate(two, "{\"a\": 2}")).isEqualTo(new Conditions.Outcome(false, "a is 2"));
        assertThat(evaluate(two, "{\"a\": 1}")).isEqualTo(new Conditions.Outcome(false, "x; y"));
    }

    @Test
    void holdsNothingWithAnEmptyAny() throws Exception {
        assertThat(evaluate("{'any': []}", "{}").holds()).isFalse();
        assertThat(evaluate("{'all': []}", "{}").holds()).isTrue();
    }

    @Test
    void refusesAVariableThatIsNotThere() {
        assertThatThrownBy(
                        () -> evaluate("[{'key': '{{ a.b }}', 'operator': 'NotEquals', 'value': 'x'}]", "{\"a\": {}}"))
                .isInstanceOf(VariableException.class)
                .hasMessageContaining("Unknown key \"b\" in path");
    }

    @Test
    void letsNoValueEndTheTextAroundIt() throws Exception {
        JsonNode conditions = JSON.readTree("[{\"key\": \"{{ regex_match('^trusted$', '{{ who }}') }}\","
                + " \"operator\": \"Equals\", \"value\": true}]");
        for (String hostile : new String[] {"x') || regex_match('a', 'a", "x') || `true` || contains('a', 'a"}) {
            Variables variables = new Variables(Instant.EPOCH);
            variables.set("who", JSON.getNodeFactory().textNode(hostile));
            assertThat(new Conditions(variables).evaluate(conditions).holds())
                    .as(hostile)
                    .isFalse();
        }
        for (String hostile : new String[] {"x\\", "x\\') || `true` || contains('a', 'a"}) {
            Variables variables = new Variables(Instant.EPOCH);
            variables.set("who", JSON.getNodeFactory().textNode(hostile));
            assertThatThrownBy(() -> new Conditions(variables).evaluate(conditions))
                    .isInstanceOf(VariableException.class);
        }
    }
}
