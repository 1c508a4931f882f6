package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
import io.rowmill.core.table.ValueFormat;
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
 * Fitted transforms of all columns of a table that are no key: cells to encoded parts, and synthetic parts back to typed
 * values. Holds statistics of the source (bounds, categories, shapes, a filter of faked values) but no rows. Serializes
 * to JSON with Jackson.
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

    /**
     * Fits in two passes over the rows and in memory that doesn't grow with them (but with the distinct values of
     * discrete columns).
     *
     * @param keyColumns columns of the primary key or of a foreign key: not part of the transform
     * @throws io.rowmill.core.failure.FailureException (Rejected) naming all columns with cells that are not of their
     *     type, with their first row numbers
     */
    public static TableTransform fit(TableRows rows, Set<String> keyColumns, TransformOptions options, Seed seed)
            throws IOException {
        return new TableFitter(rows, keyColumns, options, seed).fit();
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

    /** Columns of which something is hidden, in the order of the table; none in a transform of before there was protection. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<HiddenValues> hidden() {
        return hidden;
    }

    /** Transforms of some of its columns alone. */
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

    /** The code of a content column's first part that is null; -1: it has none. */
    public int nullCode(String column) {
        return content(column).nullCode();
    }

    /** Whether a cell of a content column is no further out than what can come back, and no hidden number. */
    public Predicate<String> reach(String column) {
        return content(column).reach();
    }

    /** Whether a cell of a content column comes back as it is, not as one of a range of values. */
    public boolean isExact(String column, String cell) {
        return content(column).isExact(cell);
    }

    /** The code of a content column's first part that stands for its rare values; -1: none is rare. */
    public int rareCode(String column) {
        return content(column).rareCode();
    }

    /** Format of a column that is no key, learned or faked. */
    public ValueFormat format(String column) {
        return find(column).format();
    }

    /** Parts of all content columns, in order: the layout that {@link #decode} expects. */
    public List<Part> layout() {
        return content().stream().flatMap(c -> c.parts().stream()).toList();
    }

    /** @return the parts of one content column for one row that has this cell */
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
     * @param rows of the same table (names of columns count); cells that were not there when the transform was fitted
     *     are encoded as absent (categories) or by the nearest mode (numbers)
     * @param seed of the modes that are sampled
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

    /** That columns aren't whole must not hide why. */
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
     * @param firstOrdinal ordinal of the first row within the synthetic table: faked values are a function of it
     * @param seed the same for all chunks of a sample, or faked values are not unique
     */
    public DecodedRows decode(EncodedTable content, long firstOrdinal, Seed seed) {
        if (!content.layout().equals(layout())) {
            throw new IllegalArgumentException("encoded rows of another layout than that of table " + table);
        }
        int rows = content.rows();
        Map<String, Object[]> decoded = new LinkedHashMap<>();
        int part = 0;
        for (ColumnTransform column : columns.values()) {
            if (column instanceof ColumnTransform.Content learned) {
                int next = part + learned.parts().size();
                Object[] values = learned.decode(
                        content.parts().subList(part, next),
                        rows,
                        new RowDraws(seed.derive(column.column()), firstOrdinal));
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
     * @throws IllegalArgumentException for a constant column: it has no parts and tells nothing
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
