package io.rowmill.core.standin;

import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Everything that is asked of a table. */
final class AskedTable {
    private final TableMetadata table;
    private final Map<String, AskedColumn> columns = new LinkedHashMap<>();
    private final List<AskedKey> keys = new ArrayList<>();
    private Optional<PairModel> pairs = Optional.empty();

    /**
     * @param rowsPerUnit by table
     * @param rows of public tables
     */
    AskedTable(
            DatabaseMetadata database,
            String name,
            Reach reach,
            ToIntFunction<String> rowsPerUnit,
            ToIntFunction<String> rows) {
        table = database.table(name);
        Set<String> made = database.keyColumns(name);
        Set<String> unique = AlternateKeys.of(database, name).uniqueColumns();
        int own = rowsPerUnit.applyAsInt(name);
        for (ColumnMetadata column : table.columns()) {
            if (!made.contains(column.name())) {
                columns.put(column.name(), AskedColumn.of(column, !unique.contains(column.name()), own));
            }
        }
        for (Relationship key : database.parentsOf(name)) {
            AskedKey.Role role = AskedKey.role(database, reach, key);
            int parents = role == AskedKey.Role.PUBLIC ? rows.applyAsInt(key.parentTable()) : 0;
            int perUnit = reach.covers(key.parentTable()) ? rowsPerUnit.applyAsInt(key.parentTable()) : 0;
            keys.add(new AskedKey(key, role, parents, own, perUnit));
        }
    }

    List<Histogram> questions(int round) {
        return columns.values().stream()
                .flatMap(c -> c.questions(round).stream())
                .toList();
    }

    List<Histogram> questionsOfKeys() {
        return keys.stream().flatMap(k -> k.questions().stream()).toList();
    }

    /** Of all rounds and the keys. */
    Stream<Histogram> allQuestions() {
        Stream<Histogram> all = questionsOfKeys().stream();
        for (int round = 0; round < AskedColumn.ROUNDS; round++) {
            all = Stream.concat(all, questions(round).stream());
        }
        return all;
    }

    Tally count(TableRows rows, int round) throws IOException {
        Tally tally = new Tally(questions(round));
        List<AskedColumn> asked = List.copyOf(columns.values());
        int[] positions = columns.keySet().stream()
                .mapToInt(c -> rows.metadata().indexOf(c).orElseThrow())
                .toArray();
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                for (int c = 0; c < positions.length; c++) {
                    asked.get(c).count(cursor.value(positions[c]), round, tally);
                }
            }
        }
        return tally;
    }

    Tally countKeys(Joins joins) throws IOException {
        Tally tally = new Tally(questionsOfKeys());
        for (AskedKey key : keys) {
            key.count(joins.parents(key.key()), joins.rows(key.key().parentTable()), tally);
        }
        return tally;
    }

    void learn(int round, Answer answer, Noise noise) {
        columns.values().forEach(c -> c.learn(round, answer, noise));
    }

    /** @param most rows of the table, as far as answers tell */
    void learnKeys(Answer answer, Noise noise, long most) {
        keys.forEach(k -> k.learn(answer, noise, most));
    }

    TableMetadata table() {
        return table;
    }

    List<AskedKey> keys() {
        return keys;
    }

    /** What is known of each column that isn't part of a key. */
    Map<String, Released> released() {
        Map<String, Released> out = new LinkedHashMap<>();
        columns.forEach((name, column) -> out.put(name, column.released()));
        return out;
    }

    /** Of the columns that tell something. */
    Map<String, Coding> codings() {
        Map<String, Coding> out = new LinkedHashMap<>();
        released().forEach((name, known) -> known.coding().ifPresent(c -> out.put(name, c)));
        return out;
    }

    void learnPairs(PairModel model) {
        pairs = Optional.of(model);
    }

    /** Which columns go together; empty: that wasn't asked. */
    Optional<PairModel> pairs() {
        return pairs;
    }
}
