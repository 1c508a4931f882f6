package io.rowmill.core.metadata.constraints;

import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Sorted.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the metadata of a database declares of rows. */
public final class Declarations {
    private Declarations() {}

    /** Sentences about constraints that name what isn't there, exclude one another or can't be kept, all at once. */
    public static List<String> problems(DatabaseMetadata database) {
        List<String> problems = new ArrayList<>();
        for (Constraint constraint : database.constraints()) {
            Compiler compiler = new Compiler(database, constraint);
            compiler.compile();
            problems.addAll(compiler.errors());
        }
        if (problems.isEmpty()) {
            for (TableMetadata table : database.tables()) {
                plan(database, table.name(), c -> true, problems);
            }
        }
        return problems;
    }

    /**
     * What the rows of a table keep.
     *
     * @param database without problems
     */
    public static List<Declared> of(DatabaseMetadata database, String table) {
        return compiled(database, table, true);
    }

    /** What the rows of a table need not keep, even if the source's do; like {@link #of}. */
    public static List<Declared> struck(DatabaseMetadata database, String table) {
        return compiled(database, table, false);
    }

    /** Columns of a table that may differ from what the rows say that refer to theirs, even if they don't in the source. */
    public static Set<String> struckTotals(DatabaseMetadata database, String table) {
        return struck(database, table, Kind.TOTAL)
                .map(c -> c.text("column_name").orElseThrow())
                .collect(Collectors.toSet());
    }

    /** Names of foreign keys of a table that need not follow from others, and may come as often as they like. */
    public static Set<String> struckKeys(DatabaseMetadata database, String table) {
        Set<List<String>> keys = struck(database, table, Kind.KEY_RULE)
                .map(c -> c.texts("column_names"))
                .collect(Collectors.toSet());
        return database.parentsOf(table).stream()
                .filter(key -> keys.contains(key.childKey()))
                .map(Relationship::name)
                .collect(Collectors.toSet());
    }

    private static Stream<Constraint> struck(DatabaseMetadata database, String table, Kind kind) {
        return database.constraints().stream()
                .filter(c -> !c.keep() && kind.is(c) && c.table().equals(table));
    }

    private static List<Declared> compiled(DatabaseMetadata database, String table, boolean keep) {
        List<Declared> out = new ArrayList<>();
        for (Constraint constraint : database.constraints()) {
            if (constraint.keep() == keep && constraint.table().equals(table)) {
                out.addAll(new Compiler(database, constraint).compile());
            }
        }
        return out;
    }

    /**
     * How the rows of a table keep what is declared.
     *
     * @param holds what the source's rows keep
     * @param problems gets sentences about what can't be kept
     */
    public static Plan plan(DatabaseMetadata database, String table, Predicate<Declared> holds, List<String> problems) {
        List<Declared> declared = of(database, table).stream().filter(holds).toList();
        if (declared.isEmpty()) {
            return Plan.NOTHING;
        }
        Sorted sorted = new Sorted(database, database.table(table), declared);
        Intervals intervals =
                new Intervals(path -> path.isEmpty() ? sorted.orders : orders(database, path.get(0)), sorted.equations);
        return Planner.plan(sorted, intervals, problems);
    }

    /** Orders that no row of the table breaks which a relationship leads to. */
    private static List<Order> orders(DatabaseMetadata database, String relationship) {
        TableMetadata parent = database.table(database.relationships().stream()
                .filter(r -> r.name().equals(relationship))
                .findFirst()
                .orElseThrow()
                .parentTable());
        List<Declared> strict = of(database, parent.name()).stream()
                .filter(d -> d.from().strict())
                .toList();
        return new Sorted(database, parent, strict).orders;
    }
}
