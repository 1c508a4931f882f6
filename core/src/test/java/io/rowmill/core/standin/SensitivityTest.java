package io.rowmill.core.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.privacy.SecureNoise;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every question there is, asked of a shop with and without one unit, noise off. */
class SensitivityTest {
    private static final int CUSTOMERS = 200;
    private static final Map<String, Integer> MOST = Map.of("customer", 1, "clerk", 1, "order", 5, "line", 7);

    @TempDir
    Path dir;

    /** Customer 1 has 900 orders, customer 0 the only one of its town. */
    @ParameterizedTest
    @ValueSource(strings = {"c0", "c1", "c2", "c17"})
    void aCustomerChangesNoAnswerByMoreThanIsDeclared(String customer) throws IOException {
        Map<String, List<String[]>> rows = Shop.rows(CUSTOMERS, 11);
        Map<String, List<String[]>> without = new LinkedHashMap<>(rows);
        Set<String> orders = rows.get("order").stream()
                .filter(r -> r[1].equals(customer))
                .map(r -> r[0])
                .collect(Collectors.toSet());
        without.put("customer", except(rows.get("customer"), 0, Set.of(customer)));
        without.put("order", except(rows.get("order"), 0, orders));
        without.put("line", except(rows.get("line"), 0, orders));

        requireWithin(counts(rows), counts(without));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "c1", "c17"})
    void aCustomerChangesNoPairByMoreThanItsRows(String customer) throws IOException {
        Map<String, List<String[]>> rows = Shop.rows(CUSTOMERS, 11);
        Map<String, List<String[]>> without = new LinkedHashMap<>(rows);
        without.put("customer", except(rows.get("customer"), 0, Set.of(customer)));
        Reach reach = Reach.of(Shop.DATABASE, PrivacyUnit.ENTITY, Optional.of("customer"));
        Noise noise = new Noise(1, 100, 1e-6, 10, new SecureNoise());
        AskedTable asked =
                learned(Drivers.declare(Shop.DATABASE, reach), reach, noise).get("customer");
        asked.learn(2, noiseless(asked, Shop.tables(Shop.rows(CUSTOMERS, 99)).get("customer"), 2), noise);
        PairTree tree = new PairTree(
                "customer", 1, List.of(), List.copyOf(asked.codings().values()));
        CodedRows with = coded(asked, rows);
        CodedRows less = coded(asked, without);

        tree.choose(tree.choose(with, 1));

        assertThat(tree.questions()).hasSize(2);
        requireWithin(tree.counts(with), tree.counts(less));
        for (Pair pair : List.of(new Pair(0, 1), new Pair(0, 2), new Pair(1, 2))) {
            assertThat(Math.abs(tree.distance(with, pair) - tree.distance(less, pair)))
                    .isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    private static CodedRows coded(AskedTable asked, Map<String, List<String[]>> rows) throws IOException {
        return CodedRows.of(Shop.tables(rows).get("customer"), asked.codings(), null, new int[0]);
    }

    /** A clerk is a unit of its own, whose orders stay. */
    @ParameterizedTest
    @ValueSource(strings = {"k0", "k200"})
    void aRowOutsideTheReachChangesNoAnswerByMoreThanIsDeclared(String clerk) throws IOException {
        Map<String, List<String[]>> rows = Shop.rows(CUSTOMERS, 11);
        Map<String, List<String[]>> without = new LinkedHashMap<>(rows);
        without.put("clerk", except(rows.get("clerk"), 0, Set.of(clerk)));

        Map<Histogram, Map<String, Long>> with = counts(rows);
        Map<Histogram, Map<String, Long>> less = counts(without);
        // Orders that lose their clerk keep a key that leads nowhere, which isn't null.
        requireWithin(with, less);
    }

    private static List<String[]> except(List<String[]> rows, int column, Set<String> gone) {
        return rows.stream().filter(r -> !gone.contains(r[column])).toList();
    }

    private static void requireWithin(Map<Histogram, Map<String, Long>> one, Map<Histogram, Map<String, Long>> other) {
        one.forEach((question, counts) -> {
            Map<String, Long> less = other.get(question);
            Set<String> cells = new HashSet<>(counts.keySet());
            cells.addAll(less.keySet());
            double squares = cells.stream()
                    .mapToDouble(c -> counts.getOrDefault(c, 0L) - less.getOrDefault(c, 0L))
                    .map(d -> d * d)
                    .sum();
            assertThat(Math.sqrt(squares)).as(question.what()).isLessThanOrEqualTo(question.sensitivity() + 1e-9);
        });
        assertThat(one).isNotEmpty();
    }

    /** Real counts of all questions, after the bounds; later rounds ask what one and the same earlier answer leads to. */
    private Map<Histogram, Map<String, Long>> counts(Map<String, List<String[]>> rows) throws IOException {
        Map<Histogram, Map<String, Long>> out = new LinkedHashMap<>();
        Reach reach = Reach.of(Shop.DATABASE, PrivacyUnit.ENTITY, Optional.of("customer"));
        DatabaseMetadata database = Drivers.declare(Shop.DATABASE, reach);
        Map<String, TableRows> real = new HashMap<>(Shop.tables(rows));
        Noise noise = new Noise(1, 100, 1e-6, 10, new SecureNoise());
        Map<String, AskedTable> learned = learned(database, reach, noise);
        try (Joins joins = new Joins(database, Files.createTempDirectory(dir, "keys"))) {
            joins.add(real.get("region"));
            Map<String, int[]> unitOf = new HashMap<>();
            for (String table : Drivers.order(database, reach)) {
                joins.add(real.get(table));
                if (reach.path().containsKey(table)) {
                    bound(table, reach, joins, real, unitOf, out);
                } else {
                    int[] own = new int[joins.rows(table)];
                    Arrays.setAll(own, i -> i);
                    unitOf.put(table, own);
                }
                AskedTable asked = learned.get(table);
                for (int round = 0; round < AskedColumn.ROUNDS; round++) {
                    AskedTable at = round == 0 ? asked(database, table, reach) : asked;
                    out.putAll(at.count(real.get(table), round == 0 ? 0 : AskedColumn.ROUNDS - 1)
                            .counts());
                }
                out.putAll(asked.countKeys(joins).counts());
            }
        }
        return out;
    }

    private static void bound(
            String table,
            Reach reach,
            Joins joins,
            Map<String, TableRows> real,
            Map<String, int[]> unitOf,
            Map<Histogram, Map<String, Long>> out)
            throws IOException {
        int[] ofParent = unitOf.get(reach.path().get(table).parentTable());
        int[] own = Arrays.stream(joins.parents(reach.path().get(table)))
                .map(p -> p < 0 ? -1 : ofParent[p])
                .toArray();
        int units = joins.rows("customer");
        out.putAll(Bounds.count(table, own, units).counts());
        Bounds.Bounded bounded =
                Bounds.keep(real.get(table), reach.path().get(table), own, units, MOST.get(table), Shop::store, table);
        real.put(table, bounded.rows());
        unitOf.put(table, bounded.unitOf());
        joins.add(bounded.rows());
    }

    private static AskedTable asked(DatabaseMetadata database, String table, Reach reach) {
        return new AskedTable(database, table, reach, MOST::get, t -> 4);
    }

    /** As answers about other rows would have left them, so that both sides ask the same. */
    private static Map<String, AskedTable> learned(DatabaseMetadata database, Reach reach, Noise noise)
            throws IOException {
        Map<String, TableRows> others = Shop.tables(Shop.rows(CUSTOMERS, 99));
        Map<String, AskedTable> out = new HashMap<>();
        for (String table : Drivers.order(database, reach)) {
            AskedTable asked = asked(database, table, reach);
            for (int round = 0; round + 1 < AskedColumn.ROUNDS; round++) {
                asked.learn(round, noiseless(asked, others.get(table), round), noise);
            }
            out.put(table, asked);
        }
        return out;
    }

    private static Answer noiseless(AskedTable asked, TableRows rows, int round) throws IOException {
        Map<String, SortedMap<String, Long>> counts = new LinkedHashMap<>();
        asked.count(rows, round)
                .counts()
                .forEach((question, cells) -> counts.put(question.what(), new TreeMap<>(cells)));
        return new Answer(counts);
    }
}
