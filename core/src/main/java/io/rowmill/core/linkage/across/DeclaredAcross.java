package io.rowmill.core.linkage.across;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.rules.DeclaredCheck;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.rules.Source;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the rows of a table with what is declared of them and of the rows that they refer to. */
public final class DeclaredAcross {
    private final DatabaseMetadata database;
    private final String table;

    public DeclaredAcross(DatabaseMetadata database, String table) {
        this.database = database;
        this.table = table;
    }

    /** Whether anything is declared of the table, or struck. */
    public boolean isEmpty() {
        return !DeclaredRules.any(database, table);
    }

    /** Names of the foreign keys that lead to what the rules read. */
    public Set<String> keys() {
        return sources().stream().map(s -> s.path().get(0)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<Source> sources() {
        return Declarations.of(database, table).stream()
                .flatMap(d -> DeclaredCheck.columnsOf(d).stream())
                .filter(c -> !c.path().isEmpty())
                .map(c -> new Source(c.path(), c.name()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * @param child all columns of the table that are no keys
     * @param parents one for each of the {@link #keys}
     * @param base scratch files are made beside it, which begin with its name
     * @throws FailureException (Rejected) with a sentence for each strict rule that rows break, and for what can't be kept
     */
    public DeclaredRules check(TypedColumns child, List<Parent> parents, Protection protection, Path base)
            throws IOException {
        try (CellsAbove cells = CellsAbove.of(sources(), parents, base)) {
            return DeclaredRules.of(child.rows(), database, child.formats(), protection, new Parents(cells, parents));
        }
    }

    /**
     * Like {@link #check}, where nothing is learned anew.
     *
     * @throws FailureException (Rejected) with a sentence for each strict rule that rows break
     */
    public void compare(TypedColumns child, List<Parent> parents, Path base) throws IOException {
        try (CellsAbove cells = CellsAbove.of(sources(), parents, base)) {
            List<Declared> declared = Declarations.of(database, table);
            DeclaredRules.reject(
                    DeclaredCheck.of(child.rows(), declared, child.formats(), new Parents(cells, parents)), table);
        }
    }

    /**
     * @param known names of keys whose parents are known before a row is made
     * @throws FailureException (Rejected) if a rule reads another parent's column
     */
    public void requireKnown(Set<String> known) {
        List<String> errors = new ArrayList<>();
        for (Declared declared : Declarations.of(database, table)) {
            DeclaredCheck.columnsOf(declared).stream()
                    .filter(c -> !c.path().isEmpty() && !known.contains(c.path().get(0)))
                    .map(Expression.Column::path)
                    .distinct()
                    .forEach(path -> errors.add(declared.from().label() + " can't be kept: the row that "
                            + key(path.get(0)) + " refers to is chosen only after the columns of a row are made; set"
                            + " 'driver' of this relationship to true, or leave the constraint out."));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected(
                    DeclaredRules.UNKEPT, errors.stream().distinct().toList());
        }
    }

    private String key(String relationship) {
        return database.relationships().stream()
                .filter(r -> r.name().equals(relationship))
                .map(r -> String.join(",", r.childKey()))
                .findFirst()
                .orElse(relationship);
    }

    /** Cells, formats and types of parents' columns. */
    private final class Parents implements Above {
        private final CellsAbove cells;
        private final Map<String, TypedColumns> columns = new LinkedHashMap<>();

        Parents(CellsAbove cells, List<Parent> parents) {
            this.cells = cells;
            parents.forEach(p -> columns.put(p.relationship(), p.columns()));
        }

        private TypedColumns of(Source source) {
            TypedColumns found = columns.get(source.path().get(0));
            if (found == null) {
                throw new IllegalArgumentException("no parents to read " + source + " of");
            }
            return found;
        }

        @Override
        public @Nullable String cell(Source source, long row) {
            return cells.cell(source, row);
        }

        @Override
        public ValueFormat format(Source source) {
            ValueFormat format = of(source).formats().get(source.column());
            if (format == null) {
                throw FailureException.rejected(
                        DeclaredRules.UNKEPT,
                        "Table " + table + ": column " + source.named()
                                + " has a transform of its own, so that no declared rule can read it; leave one of them out.");
            }
            return format;
        }

        @Override
        public ColumnMetadata metadata(Source source) {
            return of(source).rows().metadata().column(source.column());
        }
    }
}
