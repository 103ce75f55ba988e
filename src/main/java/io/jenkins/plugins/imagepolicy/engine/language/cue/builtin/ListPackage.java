package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Utf8Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Package list; the evaluator sorts with comparators. */
final class ListPackage {
    private static final int MAX_ELEMENTS = 100_000;

    private ListPackage() {}

    static void register(Registry registry) {
        registry.shape("MinItems", "li");
        registry.shape("MaxItems", "li");
        registry.schema("MatchN", "li_");
        registry.loosePredicate(
                "UniqueItems", "l", a -> Data.of(equalPair(a.list(0), true) == null), ListPackage::validateUniqueItems);
        registry.loosePredicate("Contains", "l_", a -> Data.of(contains(a.list(0), a.get(1))));
        registry.elements("Concat", "l", ListPackage::concat);
        registry.elements("FlattenN", "xi", a -> list(flatten(a.get(0), a.longInt(1), new ArrayList<>())));
        registry.elements("Drop", "li", a -> list(part(a.list(0), notNegative(a.longInt(1)), Long.MAX_VALUE)));
        registry.elements("Take", "li", a -> list(part(a.list(0), 0, notNegative(a.longInt(1)))));
        registry.elements("Slice", "lii", ListPackage::slice);
        registry.elements("Repeat", "li", ListPackage::repeat);
        registry.elements("Reverse", "l", a -> {
            List<Data> copy = new ArrayList<>(a.list(0));
            Collections.reverse(copy);
            return list(copy);
        });
        registerNumbers(registry);
        registerOrder(registry);
    }

    private static void registerNumbers(Registry registry) {
        registry.function("Sum", "N", a -> number(a.numbers(0), a.list(0), BigDecimal.ZERO, BigDecimal::add));
        registry.function("Product", "N", a -> number(a.numbers(0), a.list(0), BigDecimal.ONE, BigDecimal::multiply));
        registry.function("Max", "N", a -> extreme(a, BigDecimal::max));
        registry.function("Min", "N", a -> extreme(a, BigDecimal::min));
        registry.function("Avg", "N", ListPackage::average);
        registry.function("Range", "nnn", ListPackage::range);
    }

    private static void registerOrder(Registry registry) {
        registry.order("Sort", false);
        registry.order("SortStable", false);
        registry.order("IsSorted", true);
        registry.function("SortStrings", "S", a -> {
            List<String> sorted = new ArrayList<>(a.strings(0));
            sorted.sort(Utf8Order::compare);
            return Results.texts(sorted);
        });
        registry.predicate("IsSortedStrings", "S", a -> {
            List<String> strings = a.strings(0);
            for (int i = 1; i < strings.size(); i++) {
                if (Utf8Order.compare(strings.get(i - 1), strings.get(i)) > 0) {
                    return Data.FALSE;
                }
            }
            return Data.TRUE;
        });
    }

    private static Data list(List<Data> elements) {
        return new Data.ListData(elements);
    }

    static boolean contains(List<Data> list, Data wanted) {
        for (Data element : list) {
            if (Sameness.same(element, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static Data validateUniqueItems(Arguments arguments) {
        int[] pair = equalPair(arguments.list(0), false);
        if (pair != null) {
            throw new CallError("equal values at position " + pair[0] + " and " + pair[1]);
        }
        return Data.TRUE;
    }

    /** The first element that repeats another, after that one; null when all differ. */
    private static int[] equalPair(List<Data> list, boolean structs) {
        Map<Data, Integer> seen = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            Data key = Sameness.key(list.get(i), structs);
            Integer before = key == null ? null : seen.putIfAbsent(key, i);
            if (before != null) {
                return new int[] {before, i};
            }
        }
        return null;
    }

    private static Data concat(Arguments arguments) {
        List<Data> result = new ArrayList<>();
        for (Data element : arguments.list(0)) {
            if (!(element instanceof Data.ListData list)) {
                throw new CallError("cannot use value as list");
            }
            result.addAll(list.elements());
        }
        return list(result);
    }

    private static List<Data> flatten(Data value, long depth, List<Data> result) {
        if (!(value instanceof Data.ListData list)) {
            throw new CallError("cannot use value as list");
        }
        for (Data element : list.elements()) {
            if (element instanceof Data.ListData && depth != 0) {
                flatten(element, depth - 1, result);
            } else {
                result.add(element);
            }
        }
        return result;
    }

    private static long notNegative(long index) {
        if (index < 0) {
            throw new CallError("negative index");
        }
        return index;
    }

    private static List<Data> part(List<Data> list, long from, long to) {
        int first = (int) Math.min(from, list.size());
        return list.subList(first, (int) Math.max(first, Math.min(to, list.size())));
    }

    private static Data slice(Arguments arguments) {
        List<Data> list = arguments.list(0);
        long from = notNegative(arguments.longInt(1));
        long to = arguments.longInt(2);
        if (from > to) {
            throw new CallError("invalid index: " + from + " > " + to);
        }
        if (to > list.size()) {
            throw new CallError("slice bounds out of range");
        }
        return list(list.subList((int) from, (int) to));
    }

    private static Data repeat(Arguments arguments) {
        long count = arguments.longInt(1);
        if (count < 0) {
            throw new CallError("negative count");
        }
        List<Data> list = arguments.list(0);
        if (!list.isEmpty() && count > MAX_ELEMENTS / list.size()) {
            throw new CallError("the result is too long");
        }
        List<Data> result = new ArrayList<>();
        for (long i = 0; i < count && !list.isEmpty(); i++) {
            result.addAll(list);
        }
        return list(result);
    }

    private static Data number(
            List<BigDecimal> numbers, List<Data> source, BigDecimal start, BinaryOperator<BigDecimal> operation) {
        BigDecimal result = start;
        for (BigDecimal number : numbers) {
            result = Numbers.round(operation.apply(result, number));
        }
        boolean minus = result.signum() == 0 && numbers.stream().anyMatch(number -> number.signum() < 0);
        // A product that is zero may have a minus, which shows in texts only.
        return minus ? new Data.NumberData(BigDecimal.ZERO, true, true) : Results.decimal(result);
    }

    private static Data extreme(Arguments arguments, BinaryOperator<BigDecimal> operation) {
        List<BigDecimal> numbers = arguments.numbers(0);
        if (numbers.isEmpty()) {
            throw new CallError("empty list");
        }
        BigDecimal result = numbers.get(0);
        for (BigDecimal number : numbers) {
            result = operation.apply(result, number).compareTo(result) == 0 ? result : number;
        }
        return Results.decimal(result);
    }

    private static Data average(Arguments arguments) {
        List<BigDecimal> numbers = arguments.numbers(0);
        if (numbers.isEmpty()) {
            throw new CallError("empty list");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal number : numbers) {
            sum = Numbers.round(sum.add(number));
        }
        BigDecimal average = sum.divide(BigDecimal.valueOf(numbers.size()), Numbers.CONTEXT);
        return Results.decimal(average);
    }

    private static Data range(Arguments arguments) {
        BigDecimal from = arguments.number(0);
        BigDecimal limit = arguments.number(1);
        BigDecimal step = arguments.number(2);
        if (step.signum() == 0) {
            throw new CallError("step must be non zero");
        }
        if (step.signum() > 0 == from.compareTo(limit) > 0 && from.compareTo(limit) != 0) {
            throw new CallError(
                    step.signum() > 0
                            ? "end must be greater than start when step is positive"
                            : "end must be less than start when step is negative");
        }
        List<Data> result = new ArrayList<>();
        for (BigDecimal value = from;
                step.signum() > 0 ? value.compareTo(limit) < 0 : value.compareTo(limit) > 0;
                value = Numbers.round(value.add(step))) {
            if (result.size() == MAX_ELEMENTS) {
                throw new CallError("the range has more than " + MAX_ELEMENTS + " elements");
            }
            result.add(Results.decimal(value));
        }
        return list(result);
    }
}
