package io.rowmill.benchmarks;

import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import io.rowmill.models.ctgan.CtganEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One table through transforms and training, without the services around them. */
record LearnedTable(TableTransform transform, EncodedTable encoded) {
    private static final Seed SEED = new Seed(1);

    static InMemoryRows read(SourceTable table) throws IOException {
        int columns = table.metadata().columns().size();
        List<String[]> rows = new ArrayList<>();
        try (RowCursor cursor = CsvTable.of(table.csv(), table.metadata()).open()) {
            while (cursor.advance()) {
                rows.add(IntStream.range(0, columns).mapToObj(cursor::value).toArray(String[]::new));
            }
        }
        return new InMemoryRows(table.metadata(), rows);
    }

    static LearnedTable of(InMemoryRows rows) throws IOException {
        TableTransform transform = fit(rows);
        return new LearnedTable(transform, encode(transform, rows));
    }

    static TableTransform fit(InMemoryRows rows) throws IOException {
        return TableTransform.fit(rows, Set.of(), TransformOptions.DEFAULT, SEED);
    }

    /** As an engine wants it that reads categories. */
    static LearnedTable categorical(InMemoryRows rows) throws IOException {
        TransformOptions options = new TransformOptions(NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH);
        TableTransform transform = TableTransform.fit(rows, Set.of(), options, SEED);
        return new LearnedTable(transform, encode(transform, rows));
    }

    static EncodedTable encode(TableTransform transform, InMemoryRows rows) throws IOException {
        InMemoryColumns columns = new InMemoryColumns();
        transform.encode(rows, SEED, columns);
        return columns.table(rows.rows().size());
    }

    /** @param more settings of the engine besides {@code epochs} */
    Trained train(int epochs, Map<String, String> more) throws IOException {
        return train(new CtganEngine(), epochs, more);
    }

    Trained train(SynthesizerEngine engine, int epochs, Map<String, String> more) throws IOException {
        TrainingInput input =
                new TrainingInput(transform.table(), encoded, EncodedTable.empty(encoded.rows()), null, SEED);
        Map<String, String> given = new HashMap<>(more);
        given.put("epochs", Integer.toString(epochs));
        Settings settings = Settings.of(engine.settings(), given);
        return engine.train(input, settings, Optional.empty(), TrainingListener.SILENT);
    }
}
