package io.rowmill.core.linkage;

import io.rowmill.core.keys.TableKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a table's key columns leaves.
 *
 * @param listed all values by column, if the table is copied
 */
record KeyScan(TableKeys keys, Map<String, KeyFormatLearner> learners, Map<String, List<@Nullable String>> listed) {

    /** @param file the keys go beside it */
    static KeyScan of(DatabaseMetadata database, TableRows rows, Protection protection, Path file) throws IOException {
        TableKeys keys = new TableKeys(database, rows.metadata(), file);
        String table = rows.metadata().name();
        Set<String> made = new LinkedHashSet<>(database.table(table).primaryKey());
        database.referredAlternateKeys(table).forEach(made::addAll);
        List<String> columns = List.copyOf(made);
        Seed seed = new Seed(0).derive(table);
        KeyFormatLearner[] learners = columns.stream()
                .map(c -> new KeyFormatLearner(
                        protection, seed.derive(c), rows.metadata().column(c).maxLength()))
                .toArray(KeyFormatLearner[]::new);
        int[] positions = columns.stream()
                .mapToInt(c -> rows.metadata().indexOf(c).orElseThrow())
                .toArray();
        Map<String, List<@Nullable String>> listed = new LinkedHashMap<>();
        if (database.isCopied(table)) {
            columns.forEach(c -> listed.put(c, new ArrayList<>()));
        }
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                keys.add(cursor::value);
                for (int k = 0; k < learners.length; k++) {
                    learners[k].add(cursor.value(positions[k]));
                    if (!listed.isEmpty()) {
                        listed.get(columns.get(k)).add(cursor.value(positions[k]));
                    }
                }
            }
        }
        keys.finish();
        Map<String, KeyFormatLearner> byColumn = new LinkedHashMap<>();
        for (int k = 0; k < learners.length; k++) {
            byColumn.put(columns.get(k), learners[k]);
        }
        return new KeyScan(keys, byColumn, listed);
    }

    /**
     * @param derivedKeys names of foreign keys that follow from others
     * @param ownChildren names of foreign keys that lead to rows which refer back
     * @param ties between rows with the same parent, by foreign key
     */
    TableFacts facts(Set<String> derivedKeys, Set<String> ownChildren, Map<String, Double> ties) {
        return new TableFacts(keys.rows(), keys.nullableKeys(), derivedKeys, ownChildren, ties);
    }

    /** Of the key columns that are part of no foreign key. */
    Map<String, KeyFormat> formats(TableStructure table) {
        Map<String, KeyFormat> formats = new LinkedHashMap<>();
        if (!listed.isEmpty()) {
            Stream.concat(table.ownKeyColumns().stream(), table.ownAlternateColumns().stream())
                    .forEach(c -> formats.put(c, KeyFormat.Listed.of(listed.get(c))));
            return formats;
        }
        boolean numbered =
                table.ownKeyColumns().stream().anyMatch(c -> !learners.get(c).isTime());
        for (String column : table.ownKeyColumns()) {
            KeyFormatLearner learner = learners.get(column);
            formats.put(column, numbered && learner.isTime() ? learner.learnedTimes() : learner.learned());
        }
        table.ownAlternateColumns().forEach(c -> formats.put(c, learners.get(c).learned()));
        return formats;
    }
}
