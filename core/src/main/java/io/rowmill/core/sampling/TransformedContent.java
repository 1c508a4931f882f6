package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Attribute;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.TableTransform;
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
    public Values decode(EncodedTable content, long firstOrdinal, Seed seed) {
        return transform.decode(content, firstOrdinal, seed)::column;
    }
}
