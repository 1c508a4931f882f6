package io.rowmill.benchmarks;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.MappedRows;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Encoded rows of any number, made up, in mapped files as a trainer has them. */
final class MadeTable {
    private static final List<Part> NUMBER = List.of(new Part.Scalar(), new Part.OneHot(10, false));

    private final Path folder;
    private final int rows;
    private final List<MappedRows.Source> columns = new ArrayList<>();

    MadeTable(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    /** Adds 15 columns: six of numbers with ten modes each, nine of 2 to 42 categories. */
    MadeTable withFifteenColumns() throws IOException {
        for (int i = 0; i < 6; i++) {
            add(NUMBER);
        }
        for (int categories = 2; categories <= 42; categories += 5) {
            withColumn(categories);
        }
        return this;
    }

    /** Adds a column whose categories have frequencies by Zipf's law. */
    MadeTable withColumn(int categories) throws IOException {
        add(List.of(new Part.OneHot(categories, true)));
        return this;
    }

    private void add(List<Part> layout) throws IOException {
        Path file = folder.resolve("column-" + columns.size());
        SplittableRandom random = new Seed(1).derive(columns.size()).random();
        try (EncodedColumnWriter out = EncodedColumnFile.create(file, rows, layout)) {
            for (int row = 0; row < rows; row++) {
                for (int part = 0; part < layout.size(); part++) {
                    if (layout.get(part) instanceof Part.OneHot oneHot) {
                        out.code(part, zipf(oneHot.size(), random));
                    } else {
                        out.scalar(part, (float) random.nextDouble(-1, 1));
                    }
                }
            }
        }
        columns.add(new MappedRows.Source(EncodedColumnFile.map(file), IntUnaryOperator.identity()));
    }

    /** Nearly: density 1 / x between 1 and size + 1. */
    private static int zipf(int size, SplittableRandom random) {
        return Math.min(size - 1, (int) Math.pow(size + 1.0, random.nextDouble()) - 1);
    }

    MappedRows rows() {
        return new MappedRows(rows, columns);
    }
}
