package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.language.GoDuration;
import io.jenkins.plugins.imagepolicy.engine.language.Quantity;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code AnyIn} and its family. Both sides may hold wildcards; a text may be a range or a JSON list. */
final class Membership {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String BOUND = "([-+]?[0-9]{1,30}(?:\\.[0-9]{1,30})?[A-Za-z]{0,10})";
    private static final Pattern INSIDE = Pattern.compile(BOUND + "-" + BOUND);
    private static final Pattern OUTSIDE = Pattern.compile(BOUND + "!-" + BOUND);

    private Membership() {}

    static boolean anyIn(JsonNode key, JsonNode value) {
        return with(key, value, (keys, has) -> keys.stream().anyMatch(has));
    }

    static boolean allIn(JsonNode key, JsonNode value) {
        return with(key, value, (keys, has) -> keys.stream().allMatch(has));
    }

    static boolean anyNotIn(JsonNode key, JsonNode value) {
        return with(key, value, (keys, has) -> !keys.stream().allMatch(has));
    }

    static boolean allNotIn(JsonNode key, JsonNode value) {
        return with(key, value, (keys, has) -> keys.stream().noneMatch(has));
    }

    static boolean in(JsonNode key, JsonNode value) {
        return (!key.isArray() || isTexts(key)) && allIn(key, value);
    }

    static boolean notIn(JsonNode key, JsonNode value) {
        return (!key.isArray() || isTexts(key)) && anyNotIn(key, value);
    }

    private interface Quantifier {
        boolean test(List<String> keys, Predicate<String> isMember);
    }

    /** False where the key or the value is of a kind that the operators do not know. */
    private static boolean with(JsonNode key, JsonNode value, Quantifier quantifier) {
        Optional<List<String>> keys = keys(key);
        Optional<Predicate<String>> members = members(value);
        return keys.isPresent() && members.isPresent() && quantifier.test(keys.get(), members.get());
    }

    private static boolean isTexts(JsonNode list) {
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<List<String>> keys(JsonNode key) {
        if (Texts.isScalar(key)) {
            return Optional.of(List.of(Texts.of(key)));
        }
        if (!key.isArray()) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode element : key) {
            if (!Texts.isScalar(element)) {
                return Optional.empty();
            }
            keys.add(Texts.of(element));
        }
        return Optional.of(keys);
    }

    private static Optional<Predicate<String>> members(JsonNode value) {
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(element -> texts.add(Texts.of(element)));
            return Optional.of(key -> texts.stream().anyMatch(text -> similar(key, text)));
        }
        if (!value.isTextual()) {
            return Optional.empty();
        }
        String text = value.textValue();
        Matcher inside = INSIDE.matcher(text);
        Matcher outside = OUTSIDE.matcher(text);
        if (inside.matches()) {
            return Optional.of(key -> Wildcard.matches(text, key)
                    || between(key, inside.group(1), inside.group(2)).orElse(false));
        }
        if (outside.matches()) {
            return Optional.of(key -> Wildcard.matches(text, key)
                    || !between(key, outside.group(1), outside.group(2)).orElse(true));
        }
        return list(text)
                .map(texts ->
                        key -> Wildcard.matches(text, key) || texts.stream().anyMatch(member -> similar(key, member)));
    }

    private static boolean similar(String key, String text) {
        return Wildcard.matches(text, key) || Wildcard.matches(key, text);
    }

    /** The texts of a JSON list, or the text itself when it is no JSON; empty for JSON of another kind. */
    private static Optional<List<String>> list(String text) {
        JsonNode parsed;
        try {
            parsed = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.of(List.of(text));
        }
        if (parsed == null || parsed.isMissingNode()) {
            return Optional.of(List.of(text));
        }
        if (parsed.isNull()) {
            return Optional.of(List.of());
        }
        if (!parsed.isArray() || !isTexts(parsed)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        parsed.forEach(element -> texts.add(element.textValue()));
        return Optional.of(texts);
    }

    private static Optional<Boolean> between(String key, String from, String to) {
        Optional<GoDuration> duration = GoDuration.parse(key);
        Optional<GoDuration> shortest = GoDuration.parse(from);
        Optional<GoDuration> longest = GoDuration.parse(to);
        if (duration.isPresent() && shortest.isPresent() && longest.isPresent()) {
            return Optional.of(duration.get().compareTo(shortest.get()) >= 0
                    && duration.get().compareTo(longest.get()) <= 0);
        }
        Optional<Quantity> quantity = Quantity.parse(key);
        Optional<Quantity> least = Quantity.parse(from);
        Optional<Quantity> most = Quantity.parse(to);
        if (quantity.isPresent() && least.isPresent() && most.isPresent()) {
            return Optional.of(
                    quantity.get().compareTo(least.get()) >= 0 && quantity.get().compareTo(most.get()) <= 0);
        }
        return Optional.empty();
    }
}
