package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.EncodedColumnsWriter;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The fitted transforms of all non-key columns of a table. They encode cells as parts and decode synthetic parts to typed
 * values. They contain statistics of the source (bounds, categories, shapes, a filter of the real values of invented columns)
 * but no rows. Serialized to JSON with Jackson.
 */
public final class TableTransform implements ColumnLayout {
    private static final int VERSION = 1;

    private final String table;
    private final Map<String, ColumnTransform> columns = new LinkedHashMap<>();
    private final List<HiddenValues> hidden;

    TableTransform(String table, List<ColumnTransform> columns, List<HiddenValues> hidden) {
        this.table = Objects.requireNonNull(table);
        this.hidden = List.copyOf(hidden);
        columns.forEach(c -> this.columns.put(c.column(), c));
    }

    @JsonCreator
    static TableTransform fromJson(
            @JsonProperty("formatVersion") int formatVersion,
            @JsonProperty("table") String table,
            @JsonProperty("columns") List<ColumnTransform> columns,
            @JsonProperty("hidden") List<HiddenValues> hidden) {
        if (formatVersion != VERSION) {
            throw new IllegalArgumentException("transform of unknown format version " + formatVersion);
        }
        return new TableTransform(table, columns, hidden == null ? List.of() : hidden);
    }

    /** Like the other method, with no column that must be unique. */
    public static TableTransform fit(TableRows rows, Set<String> keyColumns, TransformOptions options, Seed seed)
            throws IOException {
        return fit(rows, keyColumns, Set.of(), options, seed);
    }

    /**
     * Fits in two passes over the rows. Memory grows only with the number of different values of discrete columns.
     *
     * @param keyColumns columns that linkage makes: not part of the transform
     * @param uniqueColumns columns whose values are made up so that they never repeat, whatever their type
     * @throws io.rowmill.core.failure.FailureException (Rejected) naming all columns with cells that are not of their
     *     type, with their first row numbers
     */
    public static TableTransform fit(
            TableRows rows, Set<String> keyColumns, Set<String> uniqueColumns, TransformOptions options, Seed seed)
            throws IOException {
        return new TableFitter(rows, keyColumns, uniqueColumns, options, seed).fit();
    }

    /**
     * How the columns that are no key are written, in one pass.
     *
     * @throws io.rowmill.core.failure.FailureException (Rejected) as {@link #fit}
     */
    public static Map<String, ValueFormat> formats(TableRows rows, Set<String> keyColumns) throws IOException {
        return new TableFitter(rows, keyColumns, Set.of(), TransformOptions.DEFAULT, new Seed(0)).formatsByColumn();
    }

    /** The same transforms, but made-up columns of these names are made up without nulls: another column says where they are null. */
    public TableTransform withoutNulls(Set<String> names) {
        List<ColumnTransform> out = new ArrayList<>();
        for (ColumnTransform column : columns.values()) {
            out.add(
                    names.contains(column.column()) && column instanceof FakedTransform faked
                            ? faked.withoutNulls()
                            : column);
        }
        return new TableTransform(table, out, hidden);
    }

    /**
     * The same transforms, but of some columns those of another table transform, or none where it has none.
     *
     * @param order has all columns
     */
    public TableTransform replacing(Set<String> names, TableTransform by, TableMetadata order) {
        List<ColumnTransform> out = new ArrayList<>();
        List<HiddenValues> outHidden = new ArrayList<>();
        for (ColumnMetadata column : order.columns()) {
            TableTransform from = names.contains(column.name()) ? by : this;
            if (from.columns.containsKey(column.name())) {
                out.add(from.columns.get(column.name()));
            }
            from.hidden.stream().filter(h -> h.column().equals(column.name())).forEach(outHidden::add);
        }
        return new TableTransform(table, out, outHidden);
    }

    /** Of no column. */
    public static TableTransform none(String table) {
        return new TableTransform(table, List.of(), List.of());
    }

    @JsonProperty("formatVersion")
    int formatVersion() {
        return VERSION;
    }

    @JsonProperty
    public String table() {
        return table;
    }

    @JsonProperty("columns")
    List<ColumnTransform> columns() {
        return List.copyOf(columns.values());
    }

    /** Columns with hidden values, in the order of the table. A transform that was written before protection existed has none. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<HiddenValues> hidden() {
        return hidden;
    }

    /** Columns whose values are made up, in the order of the table. */
    public List<MadeUpColumn> madeUp(TableMetadata metadata) {
        List<MadeUpColumn> out = new ArrayList<>();
        for (ColumnTransform transform : columns.values()) {
            FakedTransform faked = transform instanceof FakedTransform whole
                    ? whole
                    : transform instanceof DiscreteTransform partly ? partly.rareMadeUp() : null;
            if (faked != null) {
                out.add(new MadeUpColumn(faked.column(), faked.look(), reason(metadata, faked)));
            }
        }
        return out;
    }

    private static MadeUpColumn.Reason reason(TableMetadata metadata, FakedTransform faked) {
        ColumnMetadata declared =
                metadata.columns().get(metadata.indexOf(faked.column()).orElseThrow());
        if (declared.isContent()) {
            return faked.unique() ? MadeUpColumn.Reason.UNIQUE : MadeUpColumn.Reason.RARE;
        }
        return declared.pii() ? MadeUpColumn.Reason.PERSONAL : MadeUpColumn.Reason.TEXT;
    }

    /** The transforms of some columns only. */
    public TableTransform only(Collection<String> names) {
        return new TableTransform(
                table,
                columns.values().stream()
                        .filter(c -> names.contains(c.column()))
                        .toList(),
                hidden.stream().filter(h -> names.contains(h.column())).toList());
    }

    @Override
    public List<String> contentColumns() {
        return content().stream().map(ColumnTransform::column).toList();
    }

    @Override
    public List<Part> parts(String column) {
        return content(column).parts();
    }

    /** The code for null in a content column's first part; -1: there is none. */
    public int nullCode(String column) {
        return content(column).nullCode();
    }

    /** Whether a cell of a content column is within the bounds and not a hidden number. */
    public Predicate<String> reach(String column) {
        return content(column).reach();
    }

    /** Whether a cell of a content column is decoded exactly, not as any value of a range. */
    public boolean isExact(String column, String cell) {
        return content(column).isExact(cell);
    }

    /** The code for rare values in a content column's first part; -1: there is none. */
    public int rareCode(String column) {
        return content(column).rareCode();
    }

    /**
     * How much of each code of a content column lies within a range or a set, whose cells are of the column's format.
     *
     * @return factors on the probabilities of codes, by place among the column's parts; empty: the column can't be asked for it
     */
    public Map<Integer, double[]> shares(String column, Within within) {
        return content(column).shares(within);
    }

    /** The format of a non-key column, learned or invented. */
    public ValueFormat format(String column) {
        return find(column).format();
    }

    /** Typed values of a column of categories, without null; none: it has others. */
    public List<Object> categories(String column) {
        return find(column) instanceof DiscreteTransform discrete ? discrete.values() : List.of();
    }

    /** Parts of all content columns, in order: the layout that {@link #decode} expects. */
    public List<Part> layout() {
        return content().stream().flatMap(c -> c.parts().stream()).toList();
    }

    /** @return the parts of one content column for one row with this cell */
    public List<EncodedPart> encode(TableMetadata metadata, String column, String cell) {
        String[] row = new String[metadata.columns().size()];
        row[metadata.indexOf(column).orElseThrow()] = cell;
        InMemoryColumns encoded = new InMemoryColumns();
        try {
            encode(new InMemoryRows(metadata, List.<String[]>of(row)), new Seed(0), encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.parts(column);
    }

    /**
     * Encodes all content columns in one streaming pass.
     *
     * @param rows rows with the same column names; cells that were not there when the transform was fitted are encoded as
     *     absent (categories) or by the nearest mode (numbers)
     * @param seed seed for drawing modes
     */
    public void encode(TableRows rows, Seed seed, EncodedColumnsWriter out) throws IOException {
        List<ColumnEncoding> encodings = new ArrayList<>();
        try {
            for (ColumnTransform.Content column : content()) {
                int index = rows.metadata().indexOf(column.column()).orElseThrow(() -> unknown(column.column()));
                EncodedColumnWriter writer = out.open(column.column(), rows.rowCount(), column.parts());
                SplittableRandom random = seed.derive(column.column()).random();
                encodings.add(new ColumnEncoding(index, column.encoder(), random, writer));
            }
            try (RowCursor cursor = rows.open()) {
                while (cursor.advance()) {
                    for (ColumnEncoding encoding : encodings) {
                        encoding.encode(cursor);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            closeAfter(e, encodings);
            throw e;
        }
        closeAll(encodings);
    }

    /** Closes the encodings without hiding the original exception. */
    private static void closeAfter(Exception failure, List<ColumnEncoding> encodings) {
        for (ColumnEncoding encoding : encodings) {
            try {
                encoding.out().close();
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static void closeAll(List<ColumnEncoding> encodings) throws IOException {
        IOException failed = null;
        for (ColumnEncoding encoding : encodings) {
            try {
                encoding.out().close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private record ColumnEncoding(
            int index, ColumnTransform.Encoder encoder, SplittableRandom random, EncodedColumnWriter out) {
        void encode(RowCursor row) throws IOException {
            encoder.encode(row.value(index), random, out);
        }
    }

    /**
     * @param content parts of all content columns, in order
     * @param firstOrdinal ordinal of the first row within the synthetic table; invented values depend on it
     * @param seed must be the same for all chunks of a sample; otherwise invented values are not unique
     */
    public DecodedRows decode(EncodedTable content, long firstOrdinal, Seed seed) {
        return decode(content, firstOrdinal, seed, Map.of());
    }

    /** @param within by content column: what all its values are to lie within, as its codes do already */
    public DecodedRows decode(EncodedTable content, long firstOrdinal, Seed seed, Map<String, Within> within) {
        if (!content.layout().equals(layout())) {
            throw new IllegalArgumentException("encoded rows of another layout than that of table " + table);
        }
        int rows = content.rows();
        Map<String, Object[]> decoded = new LinkedHashMap<>();
        int part = 0;
        for (ColumnTransform column : columns.values()) {
            if (column instanceof ColumnTransform.Content learned) {
                int next = part + learned.parts().size();
                List<EncodedPart> parts = content.parts().subList(part, next);
                RowDraws draws = new RowDraws(seed.derive(column.column()), firstOrdinal);
                Within asked = within.get(column.column());
                Object[] values =
                        asked == null ? learned.decode(parts, rows, draws) : learned.decode(parts, rows, draws, asked);
                decoded.put(column.column(), values);
                part = next;
            } else if (column instanceof FakedTransform faked) {
                decoded.put(column.column(), fake(faked, rows, firstOrdinal, seed));
            }
        }
        return new DecodedRows(rows, decoded);
    }

    private static Object[] fake(FakedTransform column, int rows, long firstOrdinal, Seed seed) {
        FakedTransform.Faker faker = column.faker(seed.derive(column.column()));
        Object[] values = new Object[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = column.format().parse(faker.cell(firstOrdinal + i));
        }
        return values;
    }

    /**
     * An encoded column as plain values: numbers in their own unit, or category codes.
     *
     * @param parts of this column
     * @throws IllegalArgumentException for a constant column, which has no parts
     */
    public Feature feature(String column, List<EncodedPart> parts) {
        return content(column).feature(parts);
    }

    private List<ColumnTransform.Content> content() {
        return columns.values().stream()
                .filter(ColumnTransform.Content.class::isInstance)
                .map(ColumnTransform.Content.class::cast)
                .toList();
    }

    private ColumnTransform.Content content(String column) {
        if (find(column) instanceof ColumnTransform.Content learned) {
            return learned;
        }
        throw new IllegalArgumentException("column " + column + " of table " + table + " is faked, not learned");
    }

    private ColumnTransform find(String column) {
        ColumnTransform found = columns.get(column);
        if (found == null) {
            throw unknown(column);
        }
        return found;
    }

    private IllegalArgumentException unknown(String column) {
        return new IllegalArgumentException("no transformed column " + column + " in table " + table);
    }
}
