package io.rowmill.core.rules;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.transform.TableTransform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Works out what given cells of rows say of their other cells. A column that is made from others says what these are, where only one
 * is open: a city says its country, a sum and one of its terms the other one. Cells that follow are known before anything is
 * drawn, so what is drawn is conditioned on them as on those that are given.
 */
public final class Deducing {
    private final TableMetadata table;
    private final TableTransform transform;
    private final TableRules rules;
    private final OwnRules own;

    /** @param rules those that read rows of other tables don't count */
    public Deducing(TableMetadata table, TableTransform transform, TableRules rules) {
        this.table = table;
        this.transform = transform;
        this.rules = rules;
        this.own = new OwnRules(rules);
    }

    /** @param given cells by column of the table, of their columns' formats; null: not given */
    public Deduction of(List<@Nullable String[]> given) {
        Sheet sheet = new Sheet(table, given);
        Backtrack back = new Backtrack(rules, transform, sheet);
        Map<String, @Nullable Object[]> made = made(sheet);
        for (int pass = 0; pass <= own.rules().derivations().size(); pass++) {
            boolean more = back.apply(own.rules().derivations());
            made = more || pass == 0 ? made(sheet) : made;
            if (!forward(sheet, made) && !more) {
                break;
            }
        }
        Standing standing = new Standing(own, transform, sheet, made);
        standing.check();
        return new Deduction(
                sheet.rows(), learned(sheet), standing.narrowed(), standing.pending(), standing.findings());
    }

    /** What the columns come out as, of rows whose open cells are null. */
    private Map<String, @Nullable Object[]> made(Sheet sheet) {
        List<@Nullable String[]> learned = learned(sheet);
        Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
        for (String column : own.learned()) {
            int at = sheet.position(column);
            values.put(
                    column,
                    learned.stream()
                            .map(row -> Residuals.parsed(row[at], transform.format(column)))
                            .toArray());
        }
        return new Completion(own.certain(), transform, new Seed(0))
                .complete(values, sheet.size(), 0, ParentValues.NONE, Completion.Given.NOTHING);
    }

    /** Fills what nothing is learned of. */
    private boolean forward(Sheet sheet, Map<String, @Nullable Object[]> made) {
        boolean more = false;
        for (Derivation rule : own.certain().derivations()) {
            if (rule.learned() != Learned.NOTHING) {
                continue;
            }
            @Nullable Object[] values = Objects.requireNonNull(made.get(rule.column()), "made");
            for (int row = 0; row < sheet.size(); row++) {
                if (sheet.cell(row, rule.column()) == null
                        && values[row] != null
                        && sheet.knows(row, rule.sources())
                        && own.says(rule, sheet.cells(row))) {
                    sheet.set(
                            row,
                            rule.column(),
                            rules.format(rule.column(), transform).format(values[row]));
                    more = true;
                }
            }
        }
        return more;
    }

    private List<@Nullable String[]> learned(Sheet sheet) {
        List<@Nullable String[]> out = new ArrayList<>();
        for (int row = 0; row < sheet.size(); row++) {
            out.add(new String[table.columns().size()]);
        }
        for (ColumnMetadata column : table.columns()) {
            Derivation rule = rules.valueOf(column.name()).orElse(null);
            Residuals residuals = rule == null ? null : new Residuals(rule);
            int at = sheet.position(column.name());
            for (int row = 0; row < sheet.size() && rules.learned(column.name()) != Learned.NOTHING; row++) {
                String cell = sheet.cell(row, column.name());
                if (residuals == null) {
                    out.get(row)[at] = cell;
                } else if (cell != null && isComplete(Objects.requireNonNull(rule), sheet, row)) {
                    out.get(row)[at] = residuals.cell(cell, sheet.cells(row));
                }
            }
        }
        return out;
    }

    /** The place in a group needs no more than the cell. */
    private static boolean isComplete(Derivation rule, Sheet sheet, int row) {
        if (rule instanceof Combination combination) {
            return sheet.knows(
                    row, combination.columns().stream().map(Source::own).toList());
        }
        return rule instanceof Member || sheet.knows(row, rule.sources());
    }
}
