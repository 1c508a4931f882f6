package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.TableRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many rows each table gets, in which order, and the size of the chunks.
 *
 * @param chunkRows maximum number of rows per chunk, unless a single parent has more children
 * @param tables in the order of the schema graph
 */
public record SamplePlan(Seed seed, int chunkRows, List<TablePlan> tables) {
    public SamplePlan {
        Objects.requireNonNull(seed);
        tables = List.copyOf(tables);
        if (chunkRows < 1) {
            throw new IllegalArgumentException("a chunk needs at least one row");
        }
    }

    /**
     * @param maxRows of all tables together
     * @throws FailureException (Rejected, {@code invalid-sample-request}) naming every unknown table, negative number and
     *     table that no row can be made for, or that the rows are too many
     */
    public static SamplePlan of(Linkage linkage, SampleRequest request, int chunkRows, long maxRows) {
        return new Planner(linkage, request, chunkRows, maxRows).plan();
    }

    /** Rows with totals are published after those that these are of. */
    public SamplePlan with(Function<String, TableRules> rules, SchemaGraph graph) {
        Map<String, String> childOf = new HashMap<>();
        graph.tables().forEach(t -> t.foreignKeys().forEach(k -> childOf.put(k.name(), t.table())));
        return new SamplePlan(
                seed,
                chunkRows,
                tables.stream()
                        .map(t -> t.withTotalsOf(Stream.concat(
                                        t.totalsOf().stream(),
                                        rules.apply(t.table()).totals().stream()
                                                .map(total -> childOf.get(total.relationship())))
                                .distinct()
                                .toList()))
                        .toList());
    }

    /**
     * Tables below those under conditions have as many rows as are drawn for their parents, unless a mean is asked for.
     *
     * @param conditioned tables whose rows differ from the source's
     * @param asked tables whose mean number of children is asked for
     */
    public SamplePlan conditioned(Set<String> conditioned, Set<String> asked) {
        return new SamplePlan(
                seed,
                chunkRows,
                tables.stream()
                        .map(t -> isBelow(t, conditioned) && !asked.contains(t.table()) ? t.drawn() : t)
                        .toList());
    }

    /** Drivers make no circles. */
    private boolean isBelow(TablePlan table, Set<String> conditioned) {
        return table.driverParent()
                .filter(p -> conditioned.contains(p) || isBelow(table(p), conditioned))
                .isPresent();
    }

    /** @throws IllegalArgumentException if there is no such table */
    public TablePlan table(String table) {
        return tables.stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + table));
    }

    /** Tables whose driver's parent is the given one. */
    public List<TablePlan> childrenOf(String parent) {
        return tables.stream()
                .filter(t -> t.driverParent().filter(parent::equals).isPresent())
                .toList();
    }
}
