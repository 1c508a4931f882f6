package io.rowmill.sources;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.text.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a source holds.
 *
 * @param metadataJson the metadata file lying beside the tables
 * @param foreignKeys as a database declares them; empty for files
 * @param warnings what was skipped and why
 * @param unreadable tables that are there and cannot be read, with a sentence about each
 */
public record SourceCatalogue(
        List<SourceTable> tables,
        Optional<String> metadataJson,
        List<Relationship> foreignKeys,
        List<String> warnings,
        Map<String, String> unreadable) {
    public SourceCatalogue {
        tables = List.copyOf(tables);
        foreignKeys = List.copyOf(foreignKeys);
        warnings = List.copyOf(warnings);
        unreadable = Map.copyOf(unreadable);
    }

    /**
     * One table.
     *
     * @param primaryKey as the database declares it; empty for files
     * @param alternateKeys other columns that the database keeps unique; empty for files
     */
    public record SourceTable(
            String name, List<SourceColumn> columns, List<String> primaryKey, List<List<String>> alternateKeys) {
        public SourceTable {
            Objects.requireNonNull(name);
            columns = List.copyOf(columns);
            primaryKey = List.copyOf(primaryKey);
            alternateKeys = alternateKeys.stream().map(List::copyOf).toList();
        }

        /** Without alternate keys. */
        public SourceTable(String name, List<SourceColumn> columns, List<String> primaryKey) {
            this(name, columns, primaryKey, List.of());
        }

        /** True if these are the columns of the primary key or of an alternate key, in any order. */
        boolean isKey(List<String> columns) {
            return plain().key(columns).isPresent();
        }

        public List<String> columnNames() {
            return columns.stream().map(SourceColumn::name).toList();
        }

        /** For reading it before anything is known of its columns' meaning. */
        TableMetadata plain() {
            return new TableMetadata(
                    name,
                    columnNames().stream()
                            .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                            .toList(),
                    primaryKey,
                    Optional.empty(),
                    alternateKeys);
        }
    }

    /** A column as the source declares it. */
    public record SourceColumn(String name, DeclaredType type) {
        /** Of a file, or a text: the values must be looked at. */
        public SourceColumn(String name, Optional<Sdtype> sdtype) {
            this(name, new DeclaredType("", sdtype, false, List.of(), 0));
        }
    }

    /** Whether a database says what its keys are, so that nobody has to guess. */
    public boolean declaresKeys() {
        return tables.stream().anyMatch(t -> !t.primaryKey().isEmpty());
    }

    public Optional<SourceTable> find(String table) {
        return tables.stream().filter(t -> t.name().equals(table)).findFirst();
    }

    /**
     * Lays metadata beside the source.
     *
     * @return the metadata with its columns in the source's order, an error for every table and column that only one side
     *     has (a table of the source that the metadata doesn't name is a warning)
     */
    public MetadataFindings align(DatabaseMetadata metadata) {
        List<String> errors = new ArrayList<>();
        List<TableMetadata> aligned = new ArrayList<>();
        List<String> names = tables.stream().map(SourceTable::name).toList();
        for (TableMetadata table : metadata.tables()) {
            if (unreadable.containsKey(table.name())) {
                errors.add(unreadable.get(table.name()));
                continue;
            }
            find(table.name())
                    .ifPresentOrElse(
                            found -> aligned.add(align(table, found, errors)),
                            () -> errors.add("Table " + table.name() + ": the source does not hold it"
                                    + NearestName.hint(table.name(), names)
                                    + "; add it there, or leave it out of the metadata."));
        }
        List<String> skipped = new ArrayList<>(warnings);
        names.stream()
                .filter(n -> metadata.find(n).isEmpty())
                .forEach(n -> skipped.add("Table " + n + " is skipped: the metadata does not name it."));
        return new MetadataFindings(
                new DatabaseMetadata(aligned, metadata.relationships(), metadata.constraints()), errors, skipped);
    }

    private static TableMetadata align(TableMetadata table, SourceTable found, List<String> errors) {
        List<String> declared =
                table.columns().stream().map(ColumnMetadata::name).toList();
        Set<String> inMetadata = new HashSet<>(declared);
        List<String> names = found.columnNames();
        List<ColumnMetadata> columns = new ArrayList<>();
        for (String name : names) {
            if (inMetadata.contains(name)) {
                columns.add(table.column(name));
            } else {
                errors.add("Table " + table.name() + ": the source has column " + name + ", the metadata has not"
                        + NearestName.hint(name, declared)
                        + "; add it to the metadata, or leave it out of the source.");
            }
        }
        Set<String> inSource = new HashSet<>(names);
        for (String name : declared) {
            if (!inSource.contains(name)) {
                errors.add("Table " + table.name() + ": the metadata has column " + name + ", the source has not"
                        + NearestName.hint(name, names) + "; leave it out of the metadata, or add it to the source.");
            }
        }
        return table.withColumns(columns);
    }
}
