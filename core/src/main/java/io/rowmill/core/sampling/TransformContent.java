package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Attribute;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.util.List;

/** The content of a table as its fitted transforms know it. */
public record TransformContent(TableTransform transform) implements TableContent {
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
        Feature feature = transform.feature(column, parts);
        if (feature instanceof Feature.Codes codes) {
            return new Attribute.Categories(codes.codes(), codes.size());
        }
        return new Attribute.Numbers(((Feature.Numeric) feature).values());
    }

    @Override
    public Values decode(EncodedTable content, long firstOrdinal, Seed seed) {
        DecodedRows rows = transform.decode(content, firstOrdinal, seed);
        return rows::value;
    }
}
