package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Fit, encode and decode in one line. */
final class Transforms {
    static final Seed SEED = new Seed(7);

    private Transforms() {}

    static TableTransform fit(TableRows rows, NullStrategy nulls) {
        return fit(rows, new TransformOptions(nulls, 10, Encoding.NORMALIZED, Locale.ENGLISH), Set.of());
    }

    static TableTransform fit(TableRows rows) {
        return fit(rows, TransformOptions.DEFAULT, Set.of());
    }

    static TableTransform fit(TableRows rows, TransformOptions options, Set<String> keys) {
        try {
            return TableTransform.fit(rows, keys, options, SEED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EncodedTable encode(TableTransform transform, TableRows rows) {
        InMemoryColumns columns = new InMemoryColumns();
        try {
            transform.encode(rows, SEED, columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return columns.table(Math.toIntExact(rows.rowCount()));
    }

    static int[] codes(EncodedTable table, int part) {
        return ((EncodedPart.Codes) table.parts().get(part)).codes();
    }

    static float[] scalars(EncodedTable table, int part) {
        return ((EncodedPart.Scalars) table.parts().get(part)).values();
    }

    /** One column of decoded rows as cells in the source's style. */
    static List<String> cells(TableTransform transform, DecodedRows rows, String column) {
        return IntStream.range(0, rows.rows())
                .mapToObj(i -> transform.format(column).format(rows.value(i, column)))
                .toList();
    }

    /** Column {@code c} after encoding and decoding. */
    static List<String> roundTrip(TableRows rows, NullStrategy nulls) {
        TableTransform transform = fit(rows, nulls);
        return cells(transform, transform.decode(encode(transform, rows), 0, SEED), "c");
    }
}
