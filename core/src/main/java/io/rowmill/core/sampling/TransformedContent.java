package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Attribute;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The columns of a table as its fitted transforms read and write them. */
public record TransformedContent(TableTransform transform) implements TableContent {
    public TransformedContent {
        Objects.requireNonNull(transform);
    }

    @Override
    public List<String> contentColumns() {
        return transform.contentColumns();
    }

    @Override
    public List<Part> parts(String column) {
        return transform.parts(column);
    }

    @Override
    public Attribute attribute(String column, List<EncodedPart> parts) {
        return Attribute.of(transform.feature(column, parts));
    }

    @Override
    public List<EncodedPart> encode(TableMetadata table, String column, String cell) {
        String[] row = new String[table.columns().size()];
        row[table.indexOf(column).orElseThrow()] = cell;
        InMemoryColumns encoded = new InMemoryColumns();
        try {
            transform.encode(new InMemoryRows(table, List.<String[]>of(row)), new Seed(0), encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.parts(column);
    }

    @Override
    public int nullCode(String column) {
        return transform.nullCode(column);
    }

    @Override
    public boolean reaches(String column, String cell) {
        return transform.reach(column).test(cell);
    }

    @Override
    public boolean isExact(String column, String cell) {
        return transform.isExact(column, cell);
    }

    @Override
    public int rareCode(String column) {
        return transform.rareCode(column);
    }

    @Override
    public Object parse(String column, String cell) {
        return transform.format(column).parse(cell);
    }

    @Override
    public Values decode(EncodedTable content, long firstOrdinal, Seed seed) {
        return transform.decode(content, firstOrdinal, seed)::column;
    }
}
