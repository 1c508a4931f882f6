package io.rowmill.core.sampling;

import io.rowmill.core.metadata.TableMetadata;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Keeps alternate keys of foreign keys and one learned column, such as an order's number within its tenant: where rows of a chunk
 * would repeat such a key, the later one gets the column's value of another row, the next number or time, or another category. Rows of one driver
 * parent are in one chunk; of other keys, rows of different chunks may repeat each other.
 */
final class DistinctCells {
    private static final int ATTEMPTS = 40;

    private final TableMetadata table;
    private final Map<String, long[]> keys;
    private final Function<String, List<Object>> categories;
    private final SplittableRandom random;

    /**
     * @param keys positions by key column
     * @param categories typed values that a column can have, whether or not the chunk has them; none: it has no categories
     */
    DistinctCells(
            TableMetadata table,
            Map<String, long[]> keys,
            Function<String, List<Object>> categories,
            SplittableRandom random) {
        this.table = table;
        this.keys = keys;
        this.categories = categories;
        this.random = random;
    }

    /**
     * @param values of columns that are no key; changed
     * @param fixed columns that must stay as they are
     */
    void separate(Map<String, Object[]> values, Set<String> fixed) {
        for (List<String> key : table.alternateKeys()) {
            List<String> own = key.stream().filter(c -> !keys.containsKey(c)).toList();
            if (own.size() == 1 && key.size() > 1 && !fixed.contains(own.get(0)) && values.containsKey(own.get(0))) {
                List<String> foreign = key.stream().filter(keys::containsKey).toList();
                separate(foreign, own.get(0), values.get(own.get(0)));
            }
        }
    }

    private void separate(List<String> foreign, String name, Object[] column) {
        Map<List<Long>, Set<Object>> taken = new HashMap<>();
        List<Integer> repeated = new ArrayList<>();
        for (int row = 0; row < column.length; row++) {
            if (column[row] != null
                    && !isNull(foreign, row)
                    && !of(taken, foreign, row).add(column[row])) {
                repeated.add(row);
            }
        }
        for (int row : repeated) {
            Set<Object> others = of(taken, foreign, row);
            column[row] = another(name, column, row, others);
            others.add(column[row]);
        }
    }

    private boolean isNull(List<String> foreign, int row) {
        return foreign.stream().anyMatch(c -> keys.get(c)[row] < 0);
    }

    private Set<Object> of(Map<List<Long>, Set<Object>> taken, List<String> foreign, int row) {
        return taken.computeIfAbsent(foreign.stream().map(c -> keys.get(c)[row]).toList(), k -> new HashSet<>());
    }

    private Object another(String name, Object[] column, int row, Set<Object> taken) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Object value = column[random.nextInt(column.length)];
            if (value != null && !taken.contains(value)) {
                return value;
            }
        }
        Object next = column[row];
        while (taken.contains(next)) {
            Optional<Object> after = after(next);
            if (after.isEmpty()) {
                return category(name, taken)
                        .or(() -> Arrays.stream(column)
                                .filter(v -> v != null && !taken.contains(v))
                                .findFirst())
                        .orElse(next);
            }
            next = after.get();
        }
        return next;
    }

    private Optional<Object> category(String column, Set<Object> taken) {
        List<Object> all = categories.apply(column);
        int from = all.isEmpty() ? 0 : random.nextInt(all.size());
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.get((from + i) % all.size()))
                .filter(v -> !taken.contains(v))
                .findFirst();
    }

    /** Empty: values of the kind have no order. */
    private static Optional<Object> after(Object value) {
        if (value instanceof Long number) {
            return Optional.of(number + 1);
        }
        if (value instanceof Double number) {
            // Far from 0, the number one above is the same number.
            return Optional.of(Math.max(number + 1, Math.nextUp(number)));
        }
        if (value instanceof BigDecimal number) {
            return Optional.of(number.add(number.ulp()));
        }
        if (value instanceof LocalDate day) {
            return Optional.of(day.plusDays(1));
        }
        return value instanceof LocalDateTime time ? Optional.of(time.plusSeconds(1)) : Optional.empty();
    }
}
