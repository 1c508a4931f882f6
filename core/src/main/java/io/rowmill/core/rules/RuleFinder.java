package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules between the columns of a table's rows: candidates in a sample, which all rows then confirm. What would hold among
 * independent columns is none. Time grows with the rows, memory doesn't.
 */
public final class RuleFinder {
    private final TableRows rows;
    private final Map<String, ValueFormat> formats;
    private final Set<String> kept;
    private final Protection protection;
    private final boolean nulls;
    private final DeclaredRules declared;

    private RuleFinder(
            TableRows rows,
            Map<String, ValueFormat> formats,
            Set<String> kept,
            Protection protection,
            boolean nulls,
            DeclaredRules declared) {
        this.rows = rows;
        this.formats = formats;
        this.kept = kept;
        this.protection = protection;
        this.nulls = nulls;
        this.declared = declared;
    }

    /**
     * @param formats of the columns that rules are looked for between: not of keys
     * @param kept columns that are learned or made up as they are
     * @param protection nothing that fewer rows hold becomes part of a rule
     * @param nulls whether synthetic rows may have any
     */
    public static TableRules find(
            TableRows rows, Map<String, ValueFormat> formats, Set<String> kept, Protection protection, boolean nulls)
            throws IOException {
        return find(rows, formats, kept, protection, nulls, DeclaredRules.NONE);
    }

    /**
     * Like {@link #find(TableRows, Map, Set, Protection, boolean)}, beside rules that are declared.
     *
     * @param declared they hold whatever else is found, and need no evidence
     */
    public static TableRules find(
            TableRows rows,
            Map<String, ValueFormat> formats,
            Set<String> kept,
            Protection protection,
            boolean nulls,
            DeclaredRules declared)
            throws IOException {
        return new RuleFinder(rows, formats, kept, protection, nulls, declared).find();
    }

    private TableRules find() throws IOException {
        Sample sample = Sample.of(rows, formats);
        List<Evidence> evidence = new ArrayList<>();
        Wanted wanted = new Wanted(declared);
        List<Candidate> found = Stream.of(
                        Candidates.of(sample),
                        Triples.of(sample),
                        Flags.of(sample),
                        Pairs.of(sample),
                        ClosePairs.of(sample))
                .<Candidate>flatMap(List::stream)
                .toList();
        for (Candidate candidate : wanted.with(found, sample)) {
            evidence.add(Evidence.of(candidate, protection, nulls));
        }
        TableMetadata table = rows.metadata();
        if (!evidence.isEmpty()) {
            read(evidence);
        }
        evidence.removeIf(e -> !e.holds() && !wanted.isDeclared(e.candidate()));
        return new TableRules(table.name(), new RuleChoice(table, kept, evidence, declared).choose());
    }

    private void read(List<Evidence> evidence) throws IOException {
        try (RowCursor cursor = rows.open()) {
            Cells cells = new Cells(cursor);
            while (cursor.advance()) {
                cells.next();
                evidence.forEach(e -> e.accept(cells));
            }
        }
        for (Evidence of : evidence) {
            if (of instanceof OfLookup lookup) {
                lookup.finish();
            }
        }
    }

    /** The cells of the row that is looked at, each read once. */
    private final class Cells implements Row {
        private final RowCursor cursor;
        private final @Nullable ValueFormat[] written;
        private final boolean[] parsed;
        private final boolean[] formatted;
        private final @Nullable Object[] typed;
        private final @Nullable String[] cells;

        Cells(RowCursor cursor) {
            this.cursor = cursor;
            this.written = rows.metadata().columns().stream()
                    .map(c -> formats.get(c.name()))
                    .toArray(ValueFormat[]::new);
            this.parsed = new boolean[written.length];
            this.formatted = new boolean[written.length];
            this.typed = new Object[written.length];
            this.cells = new String[written.length];
        }

        void next() {
            Arrays.fill(parsed, false);
            Arrays.fill(formatted, false);
        }

        private ValueFormat format(int column) {
            return Objects.requireNonNull(written[column]);
        }

        @Override
        public @Nullable Object typed(int column) {
            if (!parsed[column]) {
                typed[column] = format(column).parse(cursor.value(column));
                parsed[column] = true;
            }
            return typed[column];
        }

        @Override
        public @Nullable String cell(int column) {
            if (!formatted[column]) {
                cells[column] = format(column).format(typed(column));
                formatted[column] = true;
            }
            return cells[column];
        }
    }
}
