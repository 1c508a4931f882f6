package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are categories: one conditional one-hot, encoded as an index.
 *
 * @param categories cells, most frequent first; one of them may be null; another cell is absent (-1), or rare
 * @param rareAs not null: the code behind the last category stands for rare values, and comes back as one of the categories, by these
 *     weights (null has none)
 * @param rareMadeUp not null: rare values are made up instead, never null; {@code rareAs} says that there are some
 */
record DiscreteTransform(
        String column,
        ValueFormat format,
        List<String> categories,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Long> rareAs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FakedTransform rareMadeUp)
        implements ColumnTransform.Content {
    private static final int ABSENT = -1;

    DiscreteTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        categories = Collections.unmodifiableList(new ArrayList<>(categories));
        rareAs = rareAs == null ? null : List.copyOf(rareAs);
        if (rareAs != null && rareAs.size() != categories.size()) {
            throw new IllegalArgumentException(rareAs.size() + " weights of " + categories.size() + " categories");
        }
    }

    /** Without rare values. */
    DiscreteTransform(String column, ValueFormat format, List<String> categories) {
        this(column, format, categories, null, null);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part.OneHot(size(), true));
    }

    private int size() {
        return categories.size() + (rareAs == null ? 0 : 1);
    }

    @Override
    public int nullCode() {
        return categories.indexOf(null);
    }

    @Override
    public int rareCode() {
        return rareAs == null ? ABSENT : categories.size();
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        Map<String, Integer> codes = new HashMap<>(categories.size() * 2);
        for (int i = 0; i < categories.size(); i++) {
            codes.put(categories.get(i), i);
        }
        int rare = rareCode();
        return (cell, random, out) -> out.code(0, codes.getOrDefault(cell, cell == null ? ABSENT : rare));
    }

    @Override
    public Map<Integer, double[]> shares(Within within) {
        Within.Typed typed = within.typed(format);
        double[] shares = new double[size()];
        for (int i = 0; i < categories.size(); i++) {
            shares[i] = typed.has(format.parse(categories.get(i))) ? 1 : 0;
        }
        return Map.of(0, shares);
    }

    /** Typed, without null. */
    List<Object> values() {
        return categories.stream()
                .filter(Objects::nonNull)
                .<Object>map(format::parse)
                .toList();
    }

    @Override
    public Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        Object[] typed = categories.stream().map(format::parse).toArray();
        int[] codes = codes(parts);
        long[] cumulated = rareAs == null
                ? new long[0]
                : rareAs.stream().mapToLong(Long::longValue).toArray();
        Arrays.parallelPrefix(cumulated, Long::sum);
        FakedTransform.Faker faker = rareMadeUp == null ? null : rareMadeUp.faker(draws.seed());
        Object[] values = new Object[rows];
        for (int i = 0; i < rows; i++) {
            if (faker != null && codes[i] == categories.size()) {
                values[i] = format.parse(faker.cell(draws.firstOrdinal() + i));
                continue;
            }
            int code = codes[i] == categories.size() ? common(cumulated, draws.unit(i)) : codes[i];
            values[i] = code < 0 ? null : typed[code];
        }
        return values;
    }

    /** @param unit in [0, 1] */
    private static int common(long[] cumulated, double unit) {
        long total = cumulated[cumulated.length - 1];
        long point = Math.min(total - 1, (long) (unit * total));
        int found = Arrays.binarySearch(cumulated, point + 1);
        int at = found < 0 ? -found - 1 : found;
        // A weight of 0 repeats the sum before it.
        while (at > 0 && cumulated[at - 1] > point) {
            at--;
        }
        return at;
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        return new Feature.Codes(codes(parts), size());
    }

    private static int[] codes(List<EncodedPart> parts) {
        return ((EncodedPart.Codes) parts.get(0)).codes();
    }
}
