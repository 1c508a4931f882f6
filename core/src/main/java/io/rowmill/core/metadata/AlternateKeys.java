package io.rowmill.core.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By what the alternate keys of a table are unique in synthetic rows.
 *
 * @param uniqueColumns columns whose made-up values never repeat; none is part of the primary key, of a foreign key or of a key
 *     that others refer to
 * @param separated alternate keys of which one column is learned, and gets another value where rows of one parent would repeat the
 *     key
 * @param notKept alternate keys that rows may repeat
 */
public record AlternateKeys(Set<String> uniqueColumns, List<List<String>> separated, List<List<String>> notKept) {
    public AlternateKeys {
        uniqueColumns = Collections.unmodifiableSet(new LinkedHashSet<>(uniqueColumns));
        separated = List.copyOf(separated);
        notKept = List.copyOf(notKept);
    }

    /** Columns that tell rows apart, alone or together with other columns of a key: no rule makes them from others. */
    public Set<String> distinguishing() {
        Set<String> out = new LinkedHashSet<>(uniqueColumns);
        separated.forEach(out::addAll);
        notKept.forEach(out::addAll);
        return out;
    }

    /**
     * Of a table that is copied, none is made up.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public static AlternateKeys of(DatabaseMetadata database, String table) {
        return database.isCopied(table)
                ? new AlternateKeys(Set.of(), List.of(), List.of())
                : new Search(database, database.table(table)).search();
    }

    /** Tables with the keys that {@code Unique} declares besides those that they have. */
    static List<TableMetadata> withUnique(List<TableMetadata> tables, List<Constraint> constraints) {
        List<TableMetadata> out = new ArrayList<>();
        for (TableMetadata table : tables) {
            List<List<String>> keys = new ArrayList<>(table.alternateKeys());
            constraints.stream()
                    .filter(c -> c.kind().equals("Unique") && c.table().equals(table.name()) && c.keep())
                    .map(c -> c.texts("column_names"))
                    .filter(key -> !key.isEmpty()
                            && key.stream().allMatch(c -> table.indexOf(c).isPresent())
                            && table.key(key).isEmpty()
                            && keys.stream().noneMatch(k -> Set.copyOf(k).equals(Set.copyOf(key))))
                    .forEach(keys::add);
            out.add(new TableMetadata(
                    table.name(), table.columns(), table.primaryKey(), table.sequenceIndex(), keys, table.copied()));
        }
        return out;
    }

    /** Columns that differ from row to row are found first, so that a key which has one of them costs nothing. */
    private static final class Search {
        private final DatabaseMetadata database;
        private final TableMetadata table;
        private final Set<String> foreign = new HashSet<>();
        private final Set<String> unique = new LinkedHashSet<>();
        /** The n-th row has the n-th value, among the children of one parent at least. */
        private final Set<String> numbered = new HashSet<>();

        Search(DatabaseMetadata database, TableMetadata table) {
            this.database = database;
            this.table = table;
            database.parentsOf(table.name()).forEach(r -> foreign.addAll(r.childKey()));
            numbered.addAll(table.primaryKey());
            database.referredAlternateKeys(table.name()).forEach(numbered::addAll);
            numbered.removeAll(foreign);
        }

        AlternateKeys search() {
            table.alternateKeys().stream()
                    .filter(key -> key.size() == 1)
                    .map(key -> key.get(0))
                    .filter(column -> !foreign.contains(column) && !numbered.contains(column))
                    .filter(column -> table.column(column).sdtype() != Sdtype.BOOLEAN)
                    .forEach(unique::add);
            List<List<String>> open = new ArrayList<>(table.alternateKeys());
            open.removeIf(this::isKept);
            for (List<String> key : open) {
                if (!isKept(key)) {
                    key.stream().filter(this::isMadeUp).findFirst().ifPresent(unique::add);
                }
            }
            open.removeIf(this::isKept);
            List<List<String>> separated =
                    open.stream().filter(this::isSeparated).toList();
            open.removeAll(separated);
            return new AlternateKeys(unique, separated, open);
        }

        private boolean isKept(List<String> key) {
            return key.stream().anyMatch(c -> unique.contains(c) || numbered.contains(c))
                    || (!table.primaryKey().isEmpty() && key.containsAll(table.primaryKey()));
        }

        /** Rows of one driver parent are made together, and there is always another number or time. */
        private boolean isSeparated(List<String> key) {
            List<String> own = key.stream().filter(c -> !foreign.contains(c)).toList();
            Optional<Relationship> driver = certainDriver();
            return own.size() == 1
                    && table.column(own.get(0)).isOrdered()
                    && driver.isPresent()
                    && key.containsAll(driver.get().childKey());
        }

        /** Of several keys, linkage chooses the driver; one that is part of a circle, or leads to a copied table, may be none. */
        private Optional<Relationship> certainDriver() {
            List<Relationship> keys = database.parentsOf(table.name());
            return keys.stream().filter(Relationship::driver).findFirst().or(() -> keys.stream()
                    .filter(k -> keys.size() == 1
                            && !database.isCopied(k.parentTable())
                            && !leadsTo(k.parentTable(), new HashSet<>()))
                    .findFirst());
        }

        private boolean leadsTo(String from, Set<String> seen) {
            return from.equals(table.name())
                    || (seen.add(from)
                            && database.parentsOf(from).stream().anyMatch(k -> leadsTo(k.parentTable(), seen)));
        }

        /** Nothing is lost if the values of such a column are made up without repetition. */
        private boolean isMadeUp(String column) {
            return !foreign.contains(column) && !table.column(column).isContent();
        }
    }
}
