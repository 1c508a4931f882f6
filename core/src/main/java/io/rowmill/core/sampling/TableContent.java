package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Attribute;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import java.util.List;

/** What sampling needs to know about the columns of a table that are no keys. */
public interface TableContent extends ColumnLayout {
    /** @param parts of one content column */
    Attribute attribute(String column, List<EncodedPart> parts);

    /** @return the parts of one content column for one row that has this cell */
    List<EncodedPart> encode(TableMetadata table, String column, String cell);

    /** The code of a column's first part that is null; -1: it has none. */
    int nullCode(String column);

    /** Whether a cell is no further out than what can come back, and no hidden number. */
    boolean reaches(String column, String cell);

    /** Whether a cell comes back as it is, not as one of a range of values. */
    boolean isExact(String column, String cell);

    /** The code of a column's first part that stands for values too rare to be told; -1: none is. */
    int rareCode(String column);

    /** @throws io.rowmill.core.table.ValueFormatException if the cell is not of the column's format */
    Object parse(String column, String cell);

    /**
     * @param content parts of all content columns
     * @param firstOrdinal of the first row within the table
     */
    Values decode(EncodedTable content, long firstOrdinal, Seed seed);

    /** Typed values of all columns that are no keys, column by column. */
    @FunctionalInterface
    interface Values {
        Object[] column(String name);
    }
}
