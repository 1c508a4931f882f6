package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.PairDetermines;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Weighted;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether equal pairs of cells always have equal cells of another column beside them, nulls included. */
final class OfPair extends Evidence {
    private static final int MOST_PAIRS = 20_000;
    /** Share of the rows whose value the stored pairs must say. */
    private static final double COVERED = 0.5;

    private final PairDetermines candidate;
    private final Protection protection;
    private final boolean nulls;
    private final Map<List<@Nullable String>, Said> said = new HashMap<>();
    private boolean hasNulls;

    /** What stands beside a pair. */
    private static final class Said {
        private final @Nullable String cell;
        private long rows;

        Said(@Nullable String cell) {
            this.cell = cell;
        }
    }

    /** @param nulls whether synthetic rows may have any */
    OfPair(PairDetermines candidate, Protection protection, boolean nulls) {
        this.candidate = candidate;
        this.protection = protection;
        this.nulls = nulls;
    }

    @Override
    void accept(Row row) {
        if (broken > 0 || said.size() > MOST_PAIRS) {
            return;
        }
        rows++;
        String cell = row.cell(candidate.y().index());
        List<@Nullable String> pair = Arrays.asList(
                row.cell(candidate.first().index()), row.cell(candidate.second().index()));
        Said of = said.computeIfAbsent(pair, p -> new Said(cell));
        of.rows++;
        broken += Objects.equals(of.cell, cell) ? 0 : 1;
        hasNulls |= cell == null || pair.contains(null);
    }

    @Override
    PairDetermines candidate() {
        return candidate;
    }

    /** Empty: too few rows share their pair. */
    Optional<Lookup> rule() {
        if (!isExact() || said.size() > MOST_PAIRS || (hasNulls && !nulls)) {
            return Optional.empty();
        }
        List<Entry> table = new ArrayList<>();
        Map<String, Long> cells = new TreeMap<>();
        long covered = 0;
        for (Map.Entry<List<@Nullable String>, Said> of : said.entrySet()) {
            Said what = of.getValue();
            if (what.cell != null) {
                cells.merge(what.cell, what.rows, Long::sum);
            }
            if (!protection.isRare(what.rows)) {
                table.add(new Entry(of.getKey(), what.cell));
                covered += what.rows;
            }
        }
        if (covered < rows * COVERED) {
            return Optional.empty();
        }
        table.sort(Comparator.comparing(e -> e.of().toString()));
        List<Weighted> others = new ArrayList<>();
        cells.values().removeIf(protection::isRare);
        cells.forEach((cell, n) -> others.add(new Weighted(cell, n)));
        return Optional.of(new Lookup(
                candidate.y().name(),
                List.of(
                        Source.own(candidate.first().name()),
                        Source.own(candidate.second().name())),
                candidate.y().format(),
                List.of(candidate.first().format(), candidate.second().format()),
                table,
                others,
                false,
                true));
    }
}
