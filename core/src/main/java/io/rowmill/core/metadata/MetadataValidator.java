package io.rowmill.core.metadata;

import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.text.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that metadata describes a database: all names exist, all keys are complete, and foreign keys refer to keys. */
public final class MetadataValidator {
    private final DatabaseMetadata metadata;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private MetadataValidator(DatabaseMetadata metadata) {
        this.metadata = metadata;
    }

    /** All errors and warnings at once, and the metadata without the context columns that cannot be used. */
    public static MetadataFindings validate(DatabaseMetadata metadata) {
        MetadataValidator validator = new MetadataValidator(metadata);
        validator.checkTables();
        validator.checkRelationships();
        validator.checkDrivers();
        validator.errors.addAll(CopiedTables.errors(metadata));
        IdentifyingCycles.find(metadata)
                .ifPresent(
                        path -> validator.errors.add(
                                "The foreign keys "
                                        + String.join(" → ", path)
                                        + " form a cycle in which each is part of its table's primary key: no row could be created first; leave one of them out of the metadata."));
        DatabaseMetadata usable = validator.withUsableContext();
        if (validator.errors.isEmpty()) {
            validator.errors.addAll(Declarations.problems(usable));
        }
        if (validator.errors.isEmpty()) {
            validator.warnings.addAll(KeyWarnings.of(usable));
        }
        return new MetadataFindings(usable, validator.errors, validator.warnings);
    }

    private void checkTables() {
        if (metadata.tables().isEmpty()) {
            errors.add("The metadata names no table.");
        }
        Set<String> seen = new HashSet<>();
        for (TableMetadata table : metadata.tables()) {
            if (!seen.add(table.name())) {
                errors.add("Table " + printable(table.name()) + " is described twice.");
            }
            checkTableName(table.name());
            checkColumns(table);
            checkPrimaryKey(table);
            checkAlternateKeys(table);
            table.sequenceIndex().ifPresent(column -> checkSequenceIndex(table, column));
        }
        warnOfNamesThatDifferInCase();
    }

    private void warnOfNamesThatDifferInCase() {
        Map<String, String> byLowerCase = new HashMap<>();
        for (TableMetadata table : metadata.tables()) {
            String other = byLowerCase.putIfAbsent(table.name().toLowerCase(Locale.ROOT), table.name());
            if (other != null && !other.equals(table.name())) {
                warnings.add("Tables " + other + " and " + table.name()
                        + " differ by case only: on a file system that ignores case, one's file replaces the other's.");
            }
        }
    }

    /** A table's name becomes part of file names and topic names, so it must not lead to another folder. */
    private void checkTableName(String name) {
        boolean escapes = name.isBlank()
                || name.equals(".")
                || name.contains("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.codePoints().anyMatch(Character::isISOControl);
        if (escapes) {
            errors.add("Table name '" + printable(name)
                    + "' cannot be used: it must not be empty nor contain '/', '\\', '..' or control characters.");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private void checkColumns(TableMetadata table) {
        if (table.columns().isEmpty()) {
            errors.add("Table " + printable(table.name()) + " has no columns.");
        }
        Set<String> seen = new HashSet<>();
        for (ColumnMetadata column : table.columns()) {
            if (!seen.add(column.name())) {
                errors.add("Table " + table.name() + " describes column " + column.name() + " twice.");
            }
        }
    }

    private void checkPrimaryKey(TableMetadata table) {
        checkKeyColumns(table, table.primaryKey(), "primary key");
    }

    private void checkAlternateKeys(TableMetadata table) {
        Set<Set<String>> seen = new HashSet<>();
        seen.add(Set.copyOf(table.primaryKey()));
        for (List<String> key : table.alternateKeys()) {
            String name = String.join(", ", key);
            checkKeyColumns(table, key, "alternate key " + name);
            if (!seen.add(Set.copyOf(key))) {
                errors.add("Table " + table.name() + ": its alternate key " + name
                        + " is its primary key or is named twice; name each key once.");
            }
        }
    }

    private void checkSequenceIndex(TableMetadata table, String column) {
        String where = "Table " + table.name() + ": its 'sequence_index' ";
        if (table.indexOf(column).isEmpty()) {
            errors.add(where + "names column " + column + ", which the table does not have"
                    + NearestName.hint(column, names(table)) + ".");
        } else if (!table.column(column).isOrdered() || isKey(table, column)) {
            errors.add(where + "must be a numerical or datetime column that is part of no key and not pii, which "
                    + column + " is not; name another one, or leave it out to keep the order of the source.");
        }
    }

    private void checkKeyColumns(TableMetadata table, List<String> key, String what) {
        Set<String> seen = new HashSet<>();
        for (String column : key) {
            if (table.indexOf(column).isEmpty()) {
                errors.add("Table " + table.name() + ": its " + what + " names column " + column
                        + ", which the table does not have" + NearestName.hint(column, names(table)) + ".");
            }
            if (!seen.add(column)) {
                errors.add("Table " + table.name() + ": its " + what + " names column " + column + " twice.");
            }
        }
    }

    private void checkRelationships() {
        Set<String> seen = new HashSet<>();
        for (Relationship relationship : metadata.relationships()) {
            if (!seen.add(relationship.name())) {
                errors.add("Relationship " + relationship.name() + " is described twice.");
            }
            Optional<TableMetadata> parent = findTable(relationship, relationship.parentTable());
            Optional<TableMetadata> child = findTable(relationship, relationship.childTable());
            child.ifPresent(
                    t -> checkKeyColumns(t, relationship.childKey(), "foreign key to " + relationship.parentTable()));
            parent.ifPresent(t -> checkParentKey(relationship, t));
            if (parent.isPresent() && child.isPresent()) {
                checkKeyTypes(relationship, parent.get(), child.get());
            }
        }
    }

    /** No value can belong to both types. */
    private void checkKeyTypes(Relationship r, TableMetadata parent, TableMetadata child) {
        for (int i = 0; i < Math.min(r.parentKey().size(), r.childKey().size()); i++) {
            String from = r.childKey().get(i);
            String to = r.parentKey().get(i);
            if (child.indexOf(from).isEmpty() || parent.indexOf(to).isEmpty()) {
                continue;
            }
            String fromType = child.column(from).sdtypeName();
            String toType = parent.column(to).sdtypeName();
            if (!fromType.equalsIgnoreCase(toType)) {
                errors.add("Relationship " + r.name() + ": column " + from + " of " + child.name() + " is of type "
                        + fromType + ", the column " + to + " of " + parent.name() + " it refers to is of type "
                        + toType
                        + "; declare both alike.");
            }
        }
    }

    private Optional<TableMetadata> findTable(Relationship relationship, String table) {
        Optional<TableMetadata> found = metadata.find(table);
        if (found.isEmpty()) {
            List<String> known =
                    metadata.tables().stream().map(TableMetadata::name).toList();
            errors.add("Relationship " + relationship.name() + ": there is no table " + table
                    + NearestName.hint(table, known) + ".");
        }
        return found;
    }

    private void checkParentKey(Relationship relationship, TableMetadata parent) {
        String where = "Relationship " + relationship.name() + ": ";
        if (relationship.parentKey().size() != relationship.childKey().size()) {
            errors.add(where + "the foreign key has " + relationship.childKey().size()
                    + " column(s), the key it refers to "
                    + relationship.parentKey().size() + ".");
        }
        List<String> unknown = relationship.parentKey().stream()
                .filter(c -> parent.indexOf(c).isEmpty())
                .toList();
        for (String column : unknown) {
            errors.add(where + "table " + parent.name() + " has no column " + column
                    + NearestName.hint(column, names(parent)) + ".");
        }
        if (unknown.isEmpty() && parent.key(relationship.parentKey()).isEmpty()) {
            errors.add(where + "it must refer to the primary key of " + parent.name() + ", which is "
                    + (parent.primaryKey().isEmpty() ? "not declared" : String.join(", ", parent.primaryKey()))
                    + ", or to one of its 'alternate_keys'; name "
                    + String.join(", ", relationship.parentKey()) + " there if its values are unique.");
        }
    }

    private void checkDrivers() {
        for (TableMetadata table : metadata.tables()) {
            List<String> drivers = metadata.parentsOf(table.name()).stream()
                    .filter(Relationship::driver)
                    .map(Relationship::name)
                    .toList();
            if (drivers.size() > 1) {
                errors.add(
                        "Table " + table.name() + " has more than one driver: " + String.join(" and ", drivers) + ".");
            }
        }
        metadata.relationships().stream()
                .filter(r -> r.driver() && r.isSelfReference())
                .forEach(r -> errors.add("Relationship " + r.name() + ": a self-reference cannot be a driver."));
    }

    private DatabaseMetadata withUsableContext() {
        List<Relationship> relationships = metadata.relationships().stream()
                .map(this::inKeyOrder)
                .map(this::withUsableContext)
                .toList();
        return new DatabaseMetadata(metadata.tables(), relationships, metadata.constraints());
    }

    /** Puts the columns of a foreign key into the order of the key that they refer to, so that both can be compared directly. */
    private Relationship inKeyOrder(Relationship r) {
        List<String> key = metadata.find(r.parentTable())
                .flatMap(t -> t.key(r.parentKey()))
                .orElse(List.of());
        boolean whole = r.parentKey().size() == r.childKey().size()
                && key.size() == r.parentKey().size()
                && r.parentKey().containsAll(key);
        return !whole || key.equals(r.parentKey())
                ? r
                : new Relationship(
                        r.parentTable(),
                        key,
                        r.childTable(),
                        key.stream()
                                .map(c -> r.childKey().get(r.parentKey().indexOf(c)))
                                .toList(),
                        r.contextColumns(),
                        r.driver());
    }

    private Relationship withUsableContext(Relationship r) {
        Optional<TableMetadata> parent = metadata.find(r.parentTable());
        if (r.contextColumns().isEmpty() || parent.isEmpty()) {
            return r;
        }
        List<String> usable = new ArrayList<>();
        for (String column : r.contextColumns().get()) {
            if (parent.get().indexOf(column).isEmpty()) {
                errors.add("Relationship " + r.name() + ": context column " + column + " is not a column of "
                        + r.parentTable() + NearestName.hint(column, names(parent.get())) + ".");
            } else if (usable.contains(column)) {
                errors.add("Relationship " + r.name() + ": context column " + column + " is named twice.");
            } else if (isKey(parent.get(), column)
                    || !parent.get().column(column).isContent()) {
                warnings.add("Relationship " + r.name() + ": context column " + column
                        + " is ignored: it is a key or is not learned, so it tells nothing about a child.");
            } else {
                usable.add(column);
            }
        }
        return new Relationship(
                r.parentTable(), r.parentKey(), r.childTable(), r.childKey(), Optional.of(usable), r.driver());
    }

    private boolean isKey(TableMetadata table, String column) {
        return table.primaryKey().contains(column)
                || table.alternateKeys().contains(List.of(column))
                || metadata.parentsOf(table.name()).stream()
                        .anyMatch(r -> r.childKey().contains(column));
    }

    private static List<String> names(TableMetadata table) {
        return table.columns().stream().map(ColumnMetadata::name).toList();
    }
}
