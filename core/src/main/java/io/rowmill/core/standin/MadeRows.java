package io.rowmill.core.standin;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes the rows of stand-ins from answers: nothing here reads a real row of a table that isn't public. */
final class MadeRows {
    private static final int TRIES = 20;

    private final DatabaseMetadata database;
    private final Seed seed;
    private final Scratch scratch;
    /** By table the cells of its key columns, by row. */
    private final Map<String, List<Map<String, @Nullable String>>> keyCells = new HashMap<>();
    /** By table the codes of its columns, by row, where columns go together. */
    private final Map<String, List<int[]>> codes = new HashMap<>();

    MadeRows(DatabaseMetadata database, Seed seed, Scratch scratch) {
        this.database = database;
        this.seed = seed;
        this.scratch = scratch;
    }

    /** A public table is its own stand-in. */
    void know(TableRows rows) throws IOException {
        String table = rows.metadata().name();
        Set<String> columns = database.keyColumns(table);
        List<Map<String, @Nullable String>> cells = new ArrayList<>();
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                Map<String, @Nullable String> row = new HashMap<>();
                for (String column : columns) {
                    row.put(column, cursor.value(rows.metadata().indexOf(column).orElseThrow()));
                }
                cells.add(row);
            }
        }
        keyCells.put(table, cells);
    }

    /** @param rows of a table without a driver: as many as its noised count says */
    TableRows make(AskedTable asked, long rows) throws IOException {
        return new Maker(asked).make(rows);
    }

    /** The rows of one table. */
    private final class Maker {
        private final AskedTable asked;
        private final TableMetadata table;
        private final SplittableRandom random;
        private final Map<String, Released> released;
        private final List<Map<String, @Nullable String>> cells = new ArrayList<>();
        private final Set<List<@Nullable String>> primaryKeys = new HashSet<>();
        private final Map<AskedKey, Parents> parents = new HashMap<>();
        private final List<int[]> ownCodes = new ArrayList<>();
        private final Map<String, Coding> codings;
        private final List<String> coded;
        private final Set<String> ownColumns;

        Maker(AskedTable asked) {
            this.asked = asked;
            this.table = asked.table();
            this.random = seed.derive(table.name()).random();
            this.released = asked.released();
            this.codings = asked.pairs().isPresent() ? asked.codings() : Map.of();
            this.coded = List.copyOf(codings.keySet());
            this.ownColumns = ownColumns();
            asked.keys().stream()
                    .filter(k -> k.role() != AskedKey.Role.DRIVER)
                    .forEach(k -> parents.put(k, parents(k)));
        }

        private Parents parents(AskedKey key) {
            if (key.role() == AskedKey.Role.SELF) {
                return new Parents(null, new int[0], 0);
            }
            int rows = keyCells.get(key.key().parentTable()).size();
            if (key.role() == AskedKey.Role.PUBLIC) {
                return new Parents(key.found().isEmpty() ? null : new Wheel<>(key.found()), new int[0], rows);
            }
            return new Parents(null, slots(key, rows), rows);
        }

        /** Parents, each as often as it has rows, in any order. */
        private int[] slots(AskedKey key, int rows) {
            if (key.found().isEmpty()) {
                return new int[0];
            }
            Wheel<String> sizes = new Wheel<>(key.found());
            List<Integer> slots = new ArrayList<>();
            for (int parent = 0; parent < rows; parent++) {
                slots.addAll(Collections.nCopies(Sizes.draw(sizes.draw(random), random), parent));
            }
            Collections.shuffle(slots, new Random(random.nextLong()));
            return slots.stream().mapToInt(i -> i).toArray();
        }

        TableRows make(long rows) throws IOException {
            Optional<AskedKey> driver = asked.keys().stream()
                    .filter(k -> k.role() == AskedKey.Role.DRIVER)
                    .findFirst();
            TableRows made =
                    scratch.store(table, "stand-in-" + database.tables().indexOf(table), sink -> {
                        if (driver.isEmpty()) {
                            for (long row = 0; row < rows; row++) {
                                write(Optional.empty(), -1, 0, sink);
                            }
                        } else {
                            byDriver(driver.get(), sink);
                        }
                    });
            keyCells.put(table.name(), cells);
            codes.put(table.name(), ownCodes);
            return made;
        }

        private void byDriver(AskedKey driver, Scratch.Sink sink) throws IOException {
            int parentRows = keyCells.get(driver.key().parentTable()).size();
            Wheel<String> sizes =
                    new Wheel<>(driver.found().isEmpty() ? List.of(new Weighted<>("1", 1)) : driver.found());
            for (int parent = 0; parent < parentRows; parent++) {
                int children = Sizes.draw(sizes.draw(random), random);
                for (int child = 0; child < children; child++) {
                    write(Optional.of(driver), parent, child, sink);
                }
            }
            for (long row = 0; row < driver.nullCount(); row++) {
                write(Optional.of(driver), -1, 0, sink);
            }
        }

        private void write(Optional<AskedKey> driver, int parent, int child, Scratch.Sink sink) throws IOException {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                Map<String, @Nullable String> keys = new HashMap<>();
                if (driver.isPresent()) {
                    refer(keys, driver.get().key(), parent);
                }
                parents.forEach((key, among) -> refer(keys, key.key(), choose(key, among)));
                own(keys, child);
                if (isNew(keys)) {
                    int[] drawn = codes(driver, parent);
                    sink.write(row(keys, drawn));
                    cells.add(keys);
                    ownCodes.add(drawn);
                    return;
                }
            }
        }

        /** A key of foreign keys alone can repeat. */
        private boolean isNew(Map<String, @Nullable String> keys) {
            boolean derived = !table.primaryKey().isEmpty() && ownColumns.isEmpty();
            return !derived
                    || primaryKeys.add(
                            table.primaryKey().stream().map(keys::get).toList());
        }

        private int choose(AskedKey key, Parents among) {
            if (key.role() == AskedKey.Role.SELF) {
                return random.nextDouble() * (cells.size() + 1) < key.nullCount() || cells.isEmpty()
                        ? -1
                        : random.nextInt(cells.size());
            }
            return among.next(key.nullCount(), random);
        }

        private void refer(Map<String, @Nullable String> keys, Relationship key, int parent) {
            Map<String, @Nullable String> referred = parent < 0
                    ? Map.of()
                    : (key.isSelfReference() ? cells : keyCells.get(key.parentTable())).get(parent);
            for (int i = 0; i < key.childKey().size(); i++) {
                keys.putIfAbsent(
                        key.childKey().get(i), referred.get(key.parentKey().get(i)));
            }
        }

        /** Columns of keys that refer to nothing. */
        private Set<String> ownColumns() {
            Set<String> own = new LinkedHashSet<>(table.primaryKey());
            database.referredAlternateKeys(table.name()).forEach(own::addAll);
            asked.keys().forEach(k -> own.removeAll(k.key().childKey()));
            return own;
        }

        /** Beside a foreign key rows are numbered by parent, else from 1 on. */
        private void own(Map<String, @Nullable String> keys, int child) {
            boolean beside = table.primaryKey().stream().anyMatch(c -> !ownColumns.contains(c));
            for (String column : ownColumns) {
                boolean perParent = beside && table.primaryKey().contains(column);
                keys.put(column, String.valueOf(perParent ? child + 1 : cells.size() + 1));
            }
        }

        private int[] codes(Optional<AskedKey> driver, int parent) {
            if (asked.pairs().isEmpty()) {
                return new int[0];
            }
            List<int[]> above =
                    driver.map(d -> codes.get(d.key().parentTable())).orElse(List.of());
            return asked.pairs().get().draw(parent < 0 || above.isEmpty() ? new int[0] : above.get(parent), random);
        }

        /** @param drawn codes of columns that go together, in their order */
        private String[] row(Map<String, @Nullable String> keys, int[] drawn) {
            @Nullable String[] out = new String[table.columns().size()];
            Arrays.setAll(out, i -> {
                String column = table.columns().get(i).name();
                if (codings.containsKey(column)) {
                    return codings.get(column).draw(drawn[coded.indexOf(column)], random);
                }
                Released known = released.get(column);
                return known == null ? keys.get(column) : known.draw(random, cells.size());
            });
            return out;
        }
    }

    /** Parents that rows can have. */
    private static final class Parents {
        private final @Nullable Wheel<String> wheel;
        private final int[] slots;
        private final int rows;
        private int taken;

        /** @param wheel null: rows take the slots, and when these are taken, any parent */
        Parents(@Nullable Wheel<String> wheel, int[] slots, int rows) {
            this.wheel = wheel;
            this.slots = slots;
            this.rows = rows;
        }

        int next(double nulls, SplittableRandom random) {
            double all = nulls + (wheel == null ? slots.length : wheel.weight());
            if (rows == 0 || random.nextDouble() * all < nulls) {
                return -1;
            }
            if (wheel != null) {
                return Integer.parseInt(wheel.draw(random));
            }
            return taken < slots.length ? slots[taken++] : random.nextInt(rows);
        }
    }
}
