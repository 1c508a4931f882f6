package io.rowmill.core.sampling.given;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Deducing;
import io.rowmill.core.rules.Deduction;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Finding;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.text.NearestName;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Given rows of one table, as its columns are learned. */
public final class GivenTable {
    private final TableMetadata table;
    private final TableTransform transform;
    private final TableRules rules;
    private final Deducing deducing;
    private final Map<String, Optional<String>> constants = new LinkedHashMap<>();

    public GivenTable(TableMetadata table, TableTransform transform, TableRules rules) {
        this.table = table;
        this.transform = transform;
        this.rules = rules;
        this.deducing = new Deducing(table, transform, rules);
        for (String column : transform.contentColumns()) {
            if (transform.parts(column).isEmpty()) {
                constants.put(column, constant(column));
            }
        }
    }

    private Optional<String> constant(String column) {
        Object value = transform
                .only(List.of(column))
                .decode(EncodedTable.empty(1), 0, new Seed(0))
                .value(0, column);
        return Optional.ofNullable(transform.format(column).format(value));
    }

    /** A sentence, if the columns are no header: what stands there may be the first row's cells, so it isn't repeated. */
    public Optional<String> missingHeader(List<String> columns) {
        List<String> names = table.columns().stream().map(ColumnMetadata::name).toList();
        return columns.stream().anyMatch(names::contains)
                ? Optional.empty()
                : Optional.of("The first line names no column of table " + table.name()
                        + ". It has to be a header with some of these: " + String.join(", ", names) + ".");
    }

    /**
     * One sentence for every column that can't be given, whatever its cells are.
     *
     * @param columns that are to be given
     * @param keys columns of the table's keys
     */
    public List<String> errors(List<String> columns, Set<String> keys) {
        List<String> names = table.columns().stream().map(ColumnMetadata::name).toList();
        List<String> errors = new ArrayList<>();
        for (String column : columns) {
            if (!names.contains(column)) {
                errors.add("Table " + table.name() + " has no column '" + column + "'" + NearestName.hint(column, names)
                        + ".");
            } else if (keys.contains(column)) {
                errors.add("Column " + named(column)
                        + " is part of a key: keys are numbered anew, so it can't be given. Leave it out.");
            } else if (rules.total(column).isPresent()) {
                errors.add("Column " + named(column)
                        + " is made from the rows that refer to its row, so it can't be given. Leave it out.");
            } else {
                fromOthers(column).ifPresent(errors::add);
            }
        }
        return errors;
    }

    private Optional<String> fromOthers(String column) {
        List<String> late = rules.late().stream().toList();
        return rules.derivations().stream()
                .filter(d -> d.columns().contains(column))
                .flatMap(d -> d.sources().stream())
                .filter(s -> !s.isOwn() || late.contains(s.column()))
                .map(Source::named)
                .findFirst()
                .map(source -> "Column " + named(column) + " goes with " + source
                        + ", which rows of other tables say, so it can't be given. Leave it out.");
    }

    private String named(String column) {
        return table.name() + "." + column;
    }

    /** What the given cells say of their rows, and which of them can't stand. */
    public Deduction deduce(GivenRows given) {
        List<@Nullable String[]> cells = new ArrayList<>();
        for (int row = 0; row < given.rows().size(); row++) {
            cells.add(new String[table.columns().size()]);
        }
        List<Finding> findings = new ArrayList<>();
        for (int c = 0; c < given.columns().size(); c++) {
            String column = given.columns().get(c);
            ValueFormat format = rules.format(column, transform);
            int at = table.indexOf(column).orElseThrow();
            for (int row = 0; row < cells.size(); row++) {
                String cell = given.rows().get(row).get(c);
                if (cell != null && !comesBack(cell, format)) {
                    findings.add(new Finding(row, column, Finding.Kind.WRITTEN_OTHERWISE, List.of()));
                } else {
                    cells.get(row)[at] = cell;
                }
            }
        }
        Deduction deduction = deducing.of(cells);
        findings.addAll(deduction.findings());
        findings.addAll(unknown(deduction, cells));
        return new Deduction(
                deduction.cells(), deduction.learned(), deduction.narrowed(), deduction.pending(), once(findings));
    }

    /** What the cells of rows say of these once more of them are known. */
    Deduction deduceAgain(List<@Nullable String[]> cells) {
        return deducing.of(cells);
    }

    /** What rows are given is what they show: a cell that would be printed otherwise isn't of the column. */
    private static boolean comesBack(String cell, ValueFormat format) {
        try {
            Object value = format.parse(cell);
            return value != null && cell.equals(format.format(value));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One finding per cell. */
    private static List<Finding> once(List<Finding> findings) {
        Set<List<Object>> seen = new HashSet<>();
        return findings.stream()
                .filter(f -> seen.add(List.of(f.row(), f.column())))
                .toList();
    }

    private List<Finding> unknown(Deduction deduction, List<@Nullable String[]> given) {
        Set<List<Object>> found = deduction.findings().stream()
                .map(f -> List.<Object>of(f.row(), f.column()))
                .collect(Collectors.toSet());
        List<Finding> out = new ArrayList<>();
        Map<String, List<EncodedPart>> encoded = encoded(deduction);
        for (String column : transform.contentColumns()) {
            int at = table.indexOf(column).orElseThrow();
            for (int row = 0; row < given.size(); row++) {
                String cell = deduction.learned().get(row)[at];
                if (cell != null
                        && !found.contains(List.<Object>of(row, column))
                        && !isKnown(column, cell, encoded.get(column), row)) {
                    out.addAll(blamed(column, row, given));
                }
            }
        }
        return out;
    }

    /** A cell that isn't given follows from others, which are to blame. */
    private List<Finding> blamed(String column, int row, List<@Nullable String[]> given) {
        Optional<Derivation> rule = rules.valueOf(column);
        List<String> members = rule.map(Derivation::columns).orElse(List.of(column));
        if (members.stream().anyMatch(c -> isGiven(c, row, given))) {
            return members.stream()
                    .filter(c -> isGiven(c, row, given))
                    .map(c -> new Finding(row, c, Finding.Kind.UNKNOWN, List.of()))
                    .toList();
        }
        return table.columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> isGiven(c, row, given))
                .filter(c -> rules.valueOf(c).isPresent())
                .limit(1)
                .map(c -> new Finding(row, c, Finding.Kind.UNKNOWN, List.of()))
                .toList();
    }

    private boolean isGiven(String column, int row, List<@Nullable String[]> given) {
        return given.get(row)[table.indexOf(column).orElseThrow()] != null;
    }

    /** A number beyond all that were learned is known as the nearest of these, as to {@code impute}. */
    private boolean isKnown(String column, String cell, @Nullable List<EncodedPart> parts, int row) {
        if (constants.containsKey(column)) {
            return constants.get(column).equals(Optional.of(cell));
        }
        int rare = transform.rareCode(column);
        List<EncodedPart> of = Objects.requireNonNull(parts, "encoded");
        return !(of.get(0) instanceof EncodedPart.Codes first && first.codes()[row] == rare && rare >= 0)
                && of.stream().noneMatch(p -> p instanceof EncodedPart.Codes codes && codes.codes()[row] < 0);
    }

    private Map<String, List<EncodedPart>> encoded(Deduction deduction) {
        InMemoryColumns encoded = new InMemoryColumns();
        try {
            transform.encode(new InMemoryRows(table, deduction.learned()), new Seed(0), encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, List<EncodedPart>> out = new LinkedHashMap<>();
        transform.contentColumns().forEach(c -> out.put(c, encoded.parts(c)));
        return out;
    }

    /** The rows as a synthesizer takes them; code -1: to be drawn. */
    EncodedTable known(Deduction deduction) {
        List<EncodedPart> parts = new ArrayList<>();
        encoded(deduction).forEach((column, encoded) -> {
            int at = table.indexOf(column).orElseThrow();
            for (EncodedPart part : encoded) {
                EncodedPart.Codes of = (EncodedPart.Codes) part;
                int[] codes = of.codes().clone();
                for (int row = 0; row < codes.length; row++) {
                    codes[row] = deduction.learned().get(row)[at] == null ? -1 : codes[row];
                }
                parts.add(new EncodedPart.Codes(of.layout(), codes));
            }
        });
        return new EncodedTable(deduction.cells().size(), parts);
    }

    /** How the cells of a column are written. */
    ValueFormat format(String column) {
        return rules.format(column, transform);
    }

    int position(String column) {
        return table.indexOf(column).orElse(-1);
    }
}
