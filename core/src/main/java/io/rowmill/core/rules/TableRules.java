package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.transform.TableTransform;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that the rows of a table keep. Serialized to JSON with Jackson.
 *
 * @param derivations in an order in which they can be computed: what a column is made from is complete before. At most one of a
 *     column's derivations gives its value; those for its nulls come before, as they are about its residual, those that confine it after
 */
public record TableRules(int formatVersion, String table, List<Derivation> derivations) {
    public static final int FORMAT_VERSION = 1;

    public TableRules {
        Objects.requireNonNull(table);
        derivations = List.copyOf(derivations);
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("rules of unknown format version " + formatVersion);
        }
    }

    public TableRules(String table, List<Derivation> derivations) {
        this(FORMAT_VERSION, table, derivations);
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
        return valueOf(column).map(d -> d.learned(column)).orElse(Learned.WHOLE);
    }

    /** How the cells of a column are written, whatever is learned of it. */
    public ValueFormat format(String column, TableTransform transform) {
        return valueOf(column).flatMap(d -> d.written(column)).orElseGet(() -> transform.format(column));
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

    /** What the derivations read of parents' rows. */
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
