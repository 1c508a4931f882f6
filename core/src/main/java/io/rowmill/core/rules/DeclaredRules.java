package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.metadata.constraints.Plan;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is declared of the rows of one table, once they are compared with it.
 *
 * @param plan of what they keep, columns of parents' rows included
 * @param derivations by column, in an order in which they can be computed; without those that read parents' rows where these weren't at hand
 * @param broken what they don't keep, and need not
 * @param struck what synthetic rows need not keep
 * @param warnings sentences about rows that break what is not strict, of rules with parents' columns
 */
public record DeclaredRules(
        Plan plan,
        Map<String, List<Derivation>> derivations,
        List<Declared> broken,
        List<Declared> struck,
        List<String> warnings) {
    /** The code of a failure: rows break what is declared. */
    public static final String BROKEN = "broken-constraints";

    /** The code of a failure: what is declared can't be kept. */
    public static final String UNKEPT = "unkept-constraints";

    public static final DeclaredRules NONE = new DeclaredRules(Plan.NOTHING, Map.of(), List.of(), List.of(), List.of());

    public DeclaredRules {
        derivations = new LinkedHashMap<>(derivations);
        broken = List.copyOf(broken);
        struck = List.copyOf(struck);
        warnings = List.copyOf(warnings);
    }

    /** Whether rules of a table are declared or struck. */
    public static boolean any(DatabaseMetadata database, String table) {
        return database.constraints().stream().anyMatch(c -> c.table().equals(table));
    }

    private static List<Declared> declared(DatabaseMetadata database, String table, boolean withParents) {
        return Declarations.of(database, table).stream()
                .filter(d -> withParents || isOfRow(d))
                .toList();
    }

    private static boolean isOfRow(Declared declared) {
        return DeclaredCheck.columnsOf(declared).stream().allMatch(c -> c.path().isEmpty());
    }

    /** Columns that are read to check what is declared of a table alone. */
    public static Set<String> columns(DatabaseMetadata database, String table) {
        return declared(database, table, false).stream()
                .flatMap(d -> DeclaredCheck.columnsOf(d).stream())
                .map(Column::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Compares rows with what is declared of their table alone.
     *
     * @param rows with {@link #columns} at least
     */
    public static List<Outcome> check(TableRows rows, DatabaseMetadata database, Map<String, ValueFormat> formats)
            throws IOException {
        return DeclaredCheck.of(rows, declared(database, rows.metadata().name(), false), formats, Above.NONE);
    }

    /**
     * @param rows of the table, without keys
     * @param formats of all its columns
     * @param above {@link Above#NONE}: parents' rows are not at hand yet
     * @throws FailureException (Rejected) with a sentence for each strict rule that rows break, and for what can't be kept
     */
    public static DeclaredRules of(
            TableRows rows,
            DatabaseMetadata database,
            Map<String, ValueFormat> formats,
            Protection protection,
            Above above)
            throws IOException {
        String table = rows.metadata().name();
        boolean withParents = above != Above.NONE;
        if (!any(database, table)) {
            return NONE;
        }
        List<Outcome> outcomes = DeclaredCheck.of(rows, declared(database, table, withParents), formats, above);
        reject(outcomes, table);
        Set<Declared> broken = new LinkedHashSet<>();
        List<String> warnings = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.broken() > 0) {
                broken.add(outcome.declared());
                if (withParents && !isOfRow(outcome.declared())) {
                    warnings.add(outcome.sentence(table));
                }
            }
        }
        Plan plan = planned(database, table, broken);
        Map<String, List<Derivation>> derivations = new DeclaredDerivations(rows, formats, protection, above, outcomes)
                .of(withParents ? plan : plan.ofRow());
        return new DeclaredRules(
                plan, derivations, List.copyOf(broken), Declarations.struck(database, table), warnings);
    }

    /** @throws FailureException (Rejected) with a sentence for each strict rule that rows break */
    public static void reject(List<Outcome> outcomes, String table) {
        List<String> errors = outcomes.stream()
                .filter(o -> o.broken() > 0 && o.declared().from().strict())
                .map(o -> o.sentence(table))
                .toList();
        if (!errors.isEmpty()) {
            throw FailureException.rejected(BROKEN, errors);
        }
    }

    private static Plan planned(DatabaseMetadata database, String table, Set<Declared> broken) {
        List<String> problems = new ArrayList<>();
        Plan plan = Declarations.plan(database, table, d -> !broken.contains(d), problems);
        if (!problems.isEmpty()) {
            throw FailureException.rejected(UNKEPT, problems);
        }
        return plan;
    }

    /**
     * @param rewritten columns that the user rewrites by transforms of their own
     * @throws FailureException (Rejected) if a rule names one of them
     */
    public static void requireNone(Set<String> rewritten, DatabaseMetadata database, String table) {
        List<String> errors = Declarations.of(database, table).stream()
                .flatMap(DeclaredRules::named)
                .filter(rewritten::contains)
                .distinct()
                .map(c -> rewritten(table, c))
                .toList();
        if (!errors.isEmpty()) {
            throw FailureException.rejected(UNKEPT, errors);
        }
    }

    /** The table's own columns, also where no derivation comes of them. */
    private static Stream<String> named(Declared declared) {
        return declared instanceof Declared.Combinations combinations
                ? combinations.columns().stream()
                : DeclaredCheck.columnsOf(declared).stream()
                        .filter(c -> c.path().isEmpty())
                        .map(Column::name);
    }

    static String rewritten(String table, String column) {
        return "Table " + table + ": column " + column
                + " has a transform of its own, so that no declared rule can name it; leave one of them out.";
    }

    /** Columns that no other rule makes. */
    public Set<String> made() {
        return plan.made();
    }
}
