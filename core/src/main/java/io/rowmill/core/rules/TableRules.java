package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.transform.TableTransform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that the rows of a table keep. Serialized to JSON with Jackson.
 *
 * @param derivations in an order in which they can be computed: what a column is made from is complete before. At most one of a
 *     column's derivations gives its value; those for its nulls come before, as they are about its residual, those that confine it after
 * @param totals columns that are made from rows that refer to the row, before all others; no derivation is about them. Null (in rules of an earlier
 *     version): none
 */
public record TableRules(
        int formatVersion,
        String table,
        List<Derivation> derivations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Total> totals) {
    public static final int FORMAT_VERSION = 1;

    public TableRules {
        Objects.requireNonNull(table);
        derivations = List.copyOf(derivations);
        totals = totals == null ? List.of() : List.copyOf(totals);
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("rules of unknown format version " + formatVersion);
        }
    }

    public TableRules(String table, List<Derivation> derivations) {
        this(FORMAT_VERSION, table, derivations, List.of());
    }

    /** The same totals, with other derivations. */
    public TableRules with(List<Derivation> others) {
        return new TableRules(formatVersion, table, others, totals);
    }

    /** Without the typical steps of some columns, which could lead to values that are not asked for. */
    public TableRules withoutSteps(Set<String> columns) {
        return columns.isEmpty()
                ? this
                : with(derivations.stream()
                        .filter(d -> !(d instanceof Stepped) || !columns.contains(d.column()))
                        .toList());
    }

    /** With totals, in the place of what made their columns. */
    public TableRules withTotals(List<Total> more) {
        Set<String> columns = more.stream().map(Total::column).collect(Collectors.toSet());
        List<Derivation> left = derivations.stream()
                .filter(d -> Collections.disjoint(d.columns(), columns))
                .toList();
        return new TableRules(formatVersion, table, left, more);
    }

    /** Columns that are known only when the rows are that refer to the row: totals, and what is made from them. */
    public Set<String> late() {
        Set<String> out = totals.stream().map(Total::column).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Derivation derivation : derivations) {
            if (derivation.sources().stream().anyMatch(s -> s.isOwn() && out.contains(s.column()))) {
                out.addAll(derivation.columns());
            }
        }
        return out;
    }

    /** The total that a column is; empty: it is none. */
    public Optional<Total> total(String column) {
        return totals.stream().filter(t -> t.column().equals(column)).findFirst();
    }

    /** No column goes by a rule. */
    @JsonIgnore
    public boolean isEmpty() {
        return derivations.isEmpty() && totals.isEmpty();
    }

    /** Of a table whose columns go by no rule. */
    public static TableRules none(String table) {
        return new TableRules(table, List.of());
    }

    /** The derivation that gives a column's value; empty: the column is learned. */
    public Optional<Derivation> valueOf(String column) {
        return derivations.stream()
                .filter(d -> d.columns().contains(column) && d.learned() != Learned.WHOLE)
                .findFirst();
    }

    /** What of a column a synthesizer learns. */
    public Learned learned(String column) {
        return total(column).isPresent()
                ? Learned.NOTHING
                : valueOf(column).map(d -> d.learned(column)).orElse(Learned.WHOLE);
    }

    /** How the cells of a column are written, whatever is learned of it. */
    public ValueFormat format(String column, TableTransform transform) {
        return total(column)
                .map(Total::format)
                .or(() -> valueOf(column).flatMap(d -> d.written(column)))
                .orElseGet(() -> transform.format(column));
    }

    /** Formats of residuals that are the same whatever the rows say, by column: nobody needs to read the rows for them. */
    public Map<String, ValueFormat> residualFormats() {
        Map<String, ValueFormat> out = new HashMap<>();
        for (Derivation derivation : derivations) {
            switch (learned(derivation.column())) {
                case EXCEPTION -> out.put(derivation.column(), new ValueFormat.Text());
                case PLACE -> {
                    if (derivation instanceof Derivation.Member) {
                        out.put(derivation.column(), new ValueFormat.WholeNumber(1));
                    }
                }
                case DISTANCE -> {
                    if (derivation instanceof Derivation.Difference difference && difference.unit() > 0) {
                        out.put(derivation.column(), new ValueFormat.WholeNumber(1));
                    }
                }
                default -> {}
            }
        }
        return out;
    }

    /** Columns whose nulls another column says, all or most of them. */
    @JsonIgnore
    public Set<String> nullsGiven() {
        Set<String> out = new LinkedHashSet<>();
        derivations.stream()
                .filter(d -> d instanceof Derivation.NullWith || d instanceof Derivation.NullImplies)
                .forEach(d -> out.add(d.column()));
        return out;
    }

    /** Columns of which other rules let a synthesizer learn something else. */
    public Set<String> changed(TableRules others, TableMetadata whole) {
        Set<String> nulls = nullsGiven();
        Set<String> otherNulls = others.nullsGiven();
        return whole.columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> learned(c) != others.learned(c)
                        || !valueOf(c).equals(others.valueOf(c))
                        || nulls.contains(c) != otherNulls.contains(c))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Columns of the row itself that must be read to learn some of its columns: these and what they are made from. */
    public Set<String> read(Set<String> columns) {
        Set<String> out = new LinkedHashSet<>();
        for (String column : columns) {
            if (learned(column) != Learned.NOTHING) {
                out.add(column);
                valueOf(column)
                        .ifPresent(
                                d -> d.sources().stream().filter(Source::isOwn).forEach(s -> out.add(s.column())));
            }
        }
        return out;
    }

    /** What the derivations read of parents' rows, and of the row before among siblings. */
    @JsonIgnore
    public Set<Source> ofParents() {
        Set<Source> out = new LinkedHashSet<>();
        derivations.forEach(d -> d.sources().stream().filter(s -> !s.isOwn()).forEach(out::add));
        return out;
    }

    /** The table as a synthesizer learns it: residuals in the place of their columns, without those that aren't learned. */
    public TableMetadata learned(TableMetadata whole) {
        List<ColumnMetadata> columns = new ArrayList<>();
        for (ColumnMetadata column : whole.columns()) {
            switch (learned(column.name())) {
                case WHOLE -> columns.add(column);
                case DISTANCE -> columns.add(ColumnMetadata.of(column.name(), Sdtype.NUMERICAL));
                case EXCEPTION, PLACE -> columns.add(ColumnMetadata.of(column.name(), Sdtype.CATEGORICAL));
                case NOTHING -> {}
            }
        }
        return new TableMetadata(whole.name(), columns, List.of());
    }
}
