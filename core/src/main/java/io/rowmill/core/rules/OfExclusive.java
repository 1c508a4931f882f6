package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Exclusive;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.rules.Combination.Cells;
import io.rowmill.core.rules.Sample.Column;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether no row has more than one of some flags. */
final class OfExclusive extends Evidence {
    private final Exclusive candidate;
    private final Protection protection;
    private final Map<List<@Nullable String>, Long> counts = new HashMap<>();

    OfExclusive(Exclusive candidate, Protection protection) {
        this.candidate = candidate;
        this.protection = protection;
    }

    @Override
    void accept(Row row) {
        rows++;
        int set = 0;
        List<@Nullable String> cells = new ArrayList<>();
        for (Column column : candidate.flags()) {
            set += Flags.isSet(row.typed(column.index())) ? 1 : 0;
            cells.add(row.cell(column.index()));
        }
        if (set > 1 || cells.contains(null)) {
            broken++;
        } else {
            counts.merge(cells, 1L, Long::sum);
        }
    }

    @Override
    Exclusive candidate() {
        return candidate;
    }

    /** Empty: some rows have more than one, or hardly any have one. */
    Optional<Combination> derivation() {
        List<Cells> table = new ArrayList<>();
        counts.forEach((cells, n) -> {
            if (!protection.isRare(n)) {
                table.add(new Cells(cells, n));
            }
        });
        if (!isExact() || table.size() < 2) {
            return Optional.empty();
        }
        table.sort(Comparator.comparingLong((Cells c) -> -c.rows())
                .thenComparing(c -> c.cells().toString()));
        return Optional.of(new Combination(
                candidate.flags().stream().map(Column::name).toList(),
                candidate.flags().stream().map(Column::format).toList(),
                table));
    }
}
