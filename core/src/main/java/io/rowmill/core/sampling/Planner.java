package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Dependencies;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.KeyRole;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.Network;
import io.rowmill.core.linkage.ParentMatch;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.text.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settles a request. A table with rows in the source gets at least one whenever one is possible, so that keys that are never
 * null always find a parent.
 */
final class Planner {
    private final Linkage linkage;
    private final SampleRequest request;
    private final int chunkRows;
    private final long maxRows;
    private final Dependencies dependencies;
    private final Set<String> fixed;
    private final Set<String> impossible = new HashSet<>();
    private final Map<String, Double> expected = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    Planner(Linkage linkage, SampleRequest request, int chunkRows, long maxRows) {
        this.linkage = linkage;
        this.request = request;
        this.chunkRows = chunkRows;
        this.maxRows = maxRows;
        this.dependencies = Dependencies.of(linkage);
        this.fixed = fixedTotals();
    }

    SamplePlan plan() {
        checkRequest();
        checkChildren();
        rejectIfAny();
        findImpossible();
        List<TablePlan> tables =
                linkage.graph().tables().stream().map(this::planOf).toList();
        checkSize();
        checkIndexes();
        rejectIfAny();
        return new SamplePlan(request.seed(), chunkRows, tables);
    }

    private void checkRequest() {
        if (!(request.scale() > 0 && request.scale() < Double.POSITIVE_INFINITY)) {
            errors.add("The scale must be a number above 0.");
        }
        List<String> names = linkage.tables().stream().map(TableLinkage::table).toList();
        request.rows().forEach((table, rows) -> {
            if (!names.contains(table)) {
                errors.add("There is no table '" + table + "'" + NearestName.hint(table, names) + ".");
            } else if (isCopied(table)) {
                errors.add(
                        "Table " + table + " is copied as it is ('public' in the metadata), so it has as many rows as"
                                + " its source: don't ask for a number of them.");
            } else if (rows < 0) {
                errors.add("The number of rows of table " + table + " must not be negative.");
            } else if (rows > 0 && linkage.table(table).sourceRows() == 0) {
                errors.add("Table " + table + " is empty in the source, so no rows of it can be made.");
            }
        });
    }

    private void checkChildren() {
        List<String> names = linkage.tables().stream().map(TableLinkage::table).toList();
        request.children().forEach((table, mean) -> {
            if (!names.contains(table)) {
                errors.add("There is no table '" + table + "'" + NearestName.hint(table, names) + ".");
            } else if (!(mean > 0) || mean > Integer.MAX_VALUE) {
                errors.add("The mean number of children of table " + table + " must be above 0: ask for no rows of it"
                        + " if there are to be none.");
            } else {
                checkChildren(linkage.graph().table(table), mean);
            }
        });
    }

    private void checkChildren(TableStructure structure, double mean) {
        String table = structure.table();
        if (isCopied(table)) {
            errors.add("Table " + table
                    + " is copied as it is ('public' in the metadata), so it has as many rows as its" + " source.");
        } else if (structure.driver().isEmpty()) {
            errors.add("Table " + table + " has no parent that decides how many rows it has: ask for a number of its"
                    + " rows.");
        } else if (request.rows().containsKey(table)) {
            errors.add("Both a number of rows and a mean number of children are asked for of table " + table
                    + ": leave one of them out.");
        } else if (fixed.contains(table)) {
            errors.add("The number of rows of table " + table
                    + " must be known in advance, because tables refer to each other in a circle: ask for a number of"
                    + " its rows instead of a mean number of children.");
        } else if (structure.uniqueness().rule() == Uniqueness.Rule.ONE_PER_PARENT && mean > 1) {
            errors.add("Table " + table + " has one row at most for each row of "
                    + structure.driver().get().parent() + ", so its mean number of children can't be above 1.");
        }
    }

    /** Of parents with so many rows as can be expected. */
    private void checkRoom(TableStructure structure) {
        Double mean = request.children().get(structure.table());
        if (mean != null && structure.uniqueness().rule() == Uniqueness.Rule.DISTINCT_IN_GROUP) {
            double most = structure.uniqueness().keys().stream()
                    .mapToDouble(key -> expected.getOrDefault(parentOf(structure, key), Double.POSITIVE_INFINITY))
                    .reduce(1, (a, b) -> a * b);
            if (mean > most) {
                errors.add("A row of " + structure.driver().orElseThrow().parent() + " can have about "
                        + Math.round(most) + " different rows of table " + structure.table()
                        + ", so the mean number of children can't be " + mean + ".");
            }
        }
    }

    private boolean isCopied(String table) {
        return linkage.table(table).copied().isPresent();
    }

    private void checkSize() {
        double rows =
                expected.values().stream().mapToDouble(Double::doubleValue).sum();
        if (rows > maxRows) {
            errors.add(
                    "The sample would have about " + Math.round(rows) + " rows, and one request gets at most " + maxRows
                            + ": ask for fewer rows or a smaller scale, or have rowmill.sampler.max-rows-per-request raised.");
        }
    }

    /** Of tables in which rows are looked up by their keys. */
    private void checkIndexes() {
        Set<String> large = new TreeSet<>();
        for (TableLinkage table : linkage.tables()) {
            for (KeyRule rule : table.keyRules()) {
                if (rule instanceof KeyRule.Through through && needsLargeIndex(through)) {
                    large.add("Keys of table " + table.table() + " are drawn from the rows of table "
                            + through.table() + ", and about " + Math.round(expected.get(through.table()))
                            + " are more than " + RowsHaving.MOST_INDEXED
                            + ": ask for fewer rows of it, or for a smaller scale.");
                }
            }
        }
        errors.addAll(large);
    }

    private boolean needsLargeIndex(KeyRule.Through rule) {
        List<String> keys = rule.given().stream().map(KeyRule.Given::there).toList();
        return expected.get(rule.table()) > RowsHaving.MOST_INDEXED
                && RowsHaving.needsIndex(linkage, rule.table(), keys);
    }

    private void rejectIfAny() {
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-sample-request", errors);
        }
    }

    /** A one-to-one child in a circle pulls its parents in, so that its fixed total never exceeds theirs. */
    private Set<String> fixedTotals() {
        Set<String> tables = new HashSet<>(linkage.graph().fixedTotals());
        for (String table : linkage.graph().fixedTotals()) {
            TableStructure at = linkage.graph().table(table);
            while (at.uniqueness().rule() == Uniqueness.Rule.ONE_PER_PARENT) {
                at = linkage.graph().table(at.driver().orElseThrow().parent());
                tables.add(at.table());
            }
        }
        return tables;
    }

    /** Empty tables, asked for or in the source, empty all tables that must refer to them. */
    private void findImpossible() {
        for (TableLinkage table : linkage.tables()) {
            if (request.rows().getOrDefault(table.table(), table.sourceRows()) == 0) {
                impossible.add(table.table());
            }
        }
        boolean found = true;
        while (found) {
            found = false;
            for (TableStructure table : linkage.graph().tables()) {
                found |= table.foreignKeys().stream()
                        .filter(k -> !k.nullable() && k.role() != KeyRole.SELF_REFERENCE && k.role() != KeyRole.COPIED)
                        .filter(k -> impossible.contains(k.parent()))
                        .anyMatch(k -> markImpossible(table, k));
            }
        }
    }

    private boolean markImpossible(TableStructure table, ForeignKey key) {
        if (request.rows().getOrDefault(table.table(), 0L) > 0 && !impossible.contains(table.table())) {
            errors.add("No rows of table " + table.table() + " can be made, because " + key.parent()
                    + ", which they must refer to, has none.");
        }
        return impossible.add(table.table());
    }

    private TablePlan planOf(TableStructure structure) {
        String table = structure.table();
        OptionalLong exact = exactRows(structure);
        long nullDriverRows = impossible.contains(table) ? 0 : nullDriverRows(table);
        double drawn = drawnRows(structure, nullDriverRows, childrenPerParent(structure));
        double asked = drawnRows(structure, nullDriverRows, childrenAsked(structure));
        expected.put(table, exact.isPresent() ? exact.getAsLong() : asked);
        checkRoom(structure);
        double growth = drawn == 0 ? 1 : expected.get(table) / drawn;
        return new TablePlan(
                table,
                structure.driver().map(ForeignKey::parent),
                exact,
                nullDriverRows,
                childrenAsked(structure),
                !impossible.contains(table),
                (int) Math.max(1, chunkRows / Math.max(1, growth)),
                structure.uniqueness().rule(),
                structure.uniqueness().keys().stream()
                        .map(name -> parentOf(structure, name))
                        .toList(),
                List.copyOf(dependencies.completeBefore(table)),
                List.copyOf(dependencies.totalsBefore(table)),
                structure.keysFollowOrdinal() && linkage.readKeys(table).isEmpty(),
                matched(structure),
                OwnChildKeys.choosing(linkage, structure),
                false);
    }

    private List<MatchedKey> matched(TableStructure structure) {
        return linkage.table(structure.table()).matched().stream()
                .map(k -> new MatchedKey(
                        k.relationship(), parentOf(structure, k.relationship()), k.nullRate(), isInPairs(k)))
                .toList();
    }

    private static boolean isInPairs(ForeignKeyLink key) {
        return key.match()
                .flatMap(ParentMatch::network)
                .filter(Network::inPairs)
                .isPresent();
    }

    private OptionalLong exactRows(TableStructure structure) {
        String table = structure.table();
        if (impossible.contains(table)) {
            return OptionalLong.of(0);
        }
        if (request.rows().containsKey(table)) {
            return OptionalLong.of(request.rows().get(table));
        }
        if (isCopied(table)) {
            return OptionalLong.of(linkage.table(table).sourceRows());
        }
        boolean settled = structure.driver().isEmpty() || fixed.contains(table);
        return settled
                ? OptionalLong.of(Math.min(mostDistinct(structure), Math.max(1, scaled(sourceRows(structure)))))
                : OptionalLong.empty();
    }

    /** A link table between tables that are copied can't grow beyond their combinations. */
    private long mostDistinct(TableStructure structure) {
        Uniqueness uniqueness = structure.uniqueness();
        double combinations = 1;
        for (String key : uniqueness.keys()) {
            String parent = parentOf(structure, key);
            combinations *= isCopied(parent) ? linkage.table(parent).sourceRows() : Double.POSITIVE_INFINITY;
        }
        return uniqueness.rule() == Uniqueness.Rule.DISTINCT_IN_TABLE ? (long) combinations : Long.MAX_VALUE;
    }

    /** Parents that are copied don't grow with the scale, so the number of their children does; but one has one at most. */
    private double childrenPerParent(TableStructure structure) {
        double mean = linkage.table(structure.table())
                .driver()
                .map(d -> d.cardinality().mean())
                .orElse(0.0);
        boolean grows = structure.uniqueness().rule() != Uniqueness.Rule.ONE_PER_PARENT
                && structure.driver().filter(d -> isCopied(d.parent())).isPresent();
        return grows ? mean * request.scale() : mean;
    }

    private double childrenAsked(TableStructure structure) {
        Double asked = request.children().get(structure.table());
        return asked == null ? childrenPerParent(structure) : asked;
    }

    private long sourceRows(TableStructure structure) {
        return linkage.table(structure.table()).sourceRows();
    }

    private long nullDriverRows(String table) {
        return linkage.table(table)
                .driver()
                .map(d -> scaled(d.nullDriverRows()))
                .orElse(0L);
    }

    private long scaled(long rows) {
        return Math.round(request.scale() * rows);
    }

    private double drawnRows(TableStructure structure, long nullDriverRows, double childrenPerParent) {
        if (structure.driver().isEmpty()) {
            return isCopied(structure.table()) ? sourceRows(structure) : scaled(sourceRows(structure));
        }
        double parents = expected.get(structure.driver().get().parent());
        return nullDriverRows + parents * childrenPerParent;
    }

    private static String parentOf(TableStructure structure, String key) {
        return structure.foreignKeys().stream()
                .filter(k -> k.name().equals(key))
                .map(ForeignKey::parent)
                .findFirst()
                .orElseThrow();
    }
}
