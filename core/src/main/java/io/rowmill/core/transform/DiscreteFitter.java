package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the distinct cells of a discrete column; memory grows with them, not with the rows. */
final class DiscreteFitter implements ColumnFitter {
    private static final Comparator<Map.Entry<String, long[]>> MOST_FREQUENT_FIRST = Comparator.comparingLong(
                    (Map.Entry<String, long[]> e) -> -e.getValue()[0])
            .thenComparing(Map.Entry::getKey, Comparator.nullsLast(Comparator.naturalOrder()));

    private final String column;
    private final ValueFormat format;
    private final NullStrategy nullStrategy;
    private final Protection protection;
    private final Optional<Supplier<ColumnFitter>> faked;
    /** Values that are not hidden. */
    private final Set<String> open;

    private final Map<String, long[]> counts = new HashMap<>();
    private @Nullable HiddenValues hidden;

    /**
     * @param told values that are not hidden
     * @param faked makes up values for a column of rare ones; empty: that can't be done
     */
    DiscreteFitter(
            String column,
            ValueFormat format,
            NullStrategy nullStrategy,
            Protection protection,
            Set<String> told,
            Optional<Supplier<ColumnFitter>> faked) {
        this.column = column;
        this.format = format;
        this.nullStrategy = nullStrategy;
        this.protection = protection;
        this.faked = faked;
        this.open = Set.copyOf(told);
    }

    /** Of a column of categories, whose {@link ColumnMetadata#labels} are not hidden. */
    DiscreteFitter(ColumnMetadata column, ValueFormat format, TransformOptions options, Supplier<ColumnFitter> faked) {
        this.column = column.name();
        this.format = format;
        this.nullStrategy = options.nullStrategy();
        this.protection = options.protection();
        this.faked = Optional.of(faked);
        Set<String> all = new HashSet<>(column.labels());
        all.addAll(options.told(column.name()));
        this.open = all;
    }

    @Override
    public void accept(@Nullable String cell) {
        counts.computeIfAbsent(cell, c -> new long[1])[0]++;
    }

    @Override
    public ColumnTransform fit() {
        List<Map.Entry<String, long[]>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(MOST_FREQUENT_FIRST);
        List<Map.Entry<String, long[]>> rare = entries.stream()
                .filter(e -> e.getKey() != null && !open.contains(e.getKey()) && protection.isRare(e.getValue()[0]))
                .toList();
        long rareRows = rows(rare);
        boolean mostlyRare = rareRows > rows(entries) - rareRows;
        boolean madeUp = faked.isPresent() && (mostlyRare || (hasShare(rareRows) && isOneValue(entries, rare)));
        hidden = new HiddenValues(column, rare.size(), rareRows, 0, madeUp);
        if (!madeUp) {
            entries.removeAll(rare);
            return learned(entries, !rare.isEmpty());
        }
        FakedTransform invented = (FakedTransform) faked(faked.orElseThrow().get(), rare);
        entries.removeAll(rare);
        return entries.isEmpty() ? invented : partlyMadeUp(entries, invented);
    }

    private boolean hasShare(long rareRows) {
        return rareRows > 0 && !protection.isRare(rareRows);
    }

    /** Without the rare values nothing would be left to tell. */
    private static boolean isOneValue(List<Map.Entry<String, long[]>> entries, List<Map.Entry<String, long[]>> rare) {
        return entries.stream().filter(e -> e.getKey() != null).count() - rare.size() == 1;
    }

    /** What may be told is learned, and which rows have it; the rest is made up. */
    private ColumnTransform partlyMadeUp(List<Map.Entry<String, long[]>> entries, FakedTransform invented) {
        List<String> categories = new ArrayList<>();
        entries.stream()
                .map(Map.Entry::getKey)
                .filter(key -> key != null || nullStrategy != NullStrategy.DROP_ROW)
                .forEach(categories::add);
        return categories.isEmpty()
                ? invented
                : new DiscreteTransform(
                        column, format, categories, Collections.nCopies(categories.size(), 1L), invented);
    }

    private static long rows(List<Map.Entry<String, long[]>> entries) {
        return entries.stream()
                .filter(e -> e.getKey() != null)
                .mapToLong(e -> e.getValue()[0])
                .sum();
    }

    private static ColumnTransform faked(ColumnFitter fitter, List<Map.Entry<String, long[]>> entries) {
        for (Map.Entry<String, long[]> entry : entries) {
            for (long i = 0; i < entry.getValue()[0]; i++) {
                fitter.accept(entry.getKey());
            }
        }
        return fitter.fit();
    }

    private ColumnTransform learned(List<Map.Entry<String, long[]>> entries, boolean hides) {
        if (entries.size() <= 1) {
            return new ConstantTransform(
                    column, format, entries.isEmpty() ? null : entries.get(0).getKey());
        }
        List<String> categories = new ArrayList<>(entries.size());
        List<Long> weights = new ArrayList<>(entries.size());
        for (Map.Entry<String, long[]> entry : entries) {
            if (entry.getKey() != null || nullStrategy != NullStrategy.DROP_ROW) {
                categories.add(entry.getKey());
                weights.add(entry.getKey() == null ? 0 : entry.getValue()[0]);
            }
        }
        boolean drawn = hides && weights.stream().anyMatch(w -> w > 0);
        return new DiscreteTransform(column, format, categories, drawn ? weights : null, null);
    }

    @Override
    public Optional<HiddenValues> hidden() {
        return Optional.ofNullable(hidden).filter(HiddenValues::isAny);
    }
}
