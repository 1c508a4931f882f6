package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that a synthesizer has learned nothing of: each column is drawn on its own, and rules are all that holds them together. */
class RuledSamplingTest {
    private static final Protection PROTECTION = new Protection(5, 5);
    static final TransformOptions OPTIONS =
            new TransformOptions(NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH, PROTECTION, Map.of());

    private record Case(
            String name,
            Sdtype typeX,
            Sdtype typeY,
            Function<SplittableRandom, String[]> pair,
            BiPredicate<String, String> holds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Seed seed() {
        return new Seed(1);
    }

    static LocalDate day(SplittableRandom random) {
        return LocalDate.of(2020, 1, 1).plusDays(random.nextInt(700));
    }

    private static @org.jspecify.annotations.Nullable String maybe(
            SplittableRandom random, double nulls, Object value) {
        return random.nextDouble() < nulls ? null : value.toString();
    }

    private static BiPredicate<String, String> whereBoth(BiPredicate<String, String> rule) {
        return (x, y) -> x == null || y == null || rule.test(x, y);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "start before end, which may be open",
                        Sdtype.DATETIME,
                        Sdtype.DATETIME,
                        r -> {
                            LocalDate start = day(r);
                            return new String[] {start.toString(), maybe(r, 0.3, start.plusDays(r.nextInt(90)))};
                        },
                        whereBoth((x, y) -> x.compareTo(y) <= 0)),
                new Case(
                        "few starts are unknown",
                        Sdtype.DATETIME,
                        Sdtype.DATETIME,
                        r -> {
                            LocalDate start = day(r);
                            return new String[] {
                                maybe(r, 0.03, start),
                                start.plusDays(r.nextInt(90)).toString()
                            };
                        },
                        whereBoth((x, y) -> x.compareTo(y) <= 0)),
                new Case(
                        "many starts are unknown",
                        Sdtype.DATETIME,
                        Sdtype.DATETIME,
                        r -> {
                            LocalDate start = day(r);
                            return new String[] {
                                maybe(r, 0.4, start),
                                start.plusDays(r.nextInt(90)).toString()
                            };
                        },
                        whereBoth((x, y) -> x.compareTo(y) <= 0)),
                new Case(
                        "times of a day",
                        Sdtype.DATETIME,
                        Sdtype.DATETIME,
                        r -> {
                            java.time.LocalDateTime start =
                                    day(r).atStartOfDay().plusSeconds(r.nextInt(86_400));
                            return new String[] {
                                start.toString().replace('T', ' ') + (start.getSecond() == 0 ? ":00" : ""),
                                start.plusMinutes(r.nextInt(900)).toString().replace('T', ' ')
                                        + (start.getSecond() == 0 ? ":00" : "")
                            };
                        },
                        (x, y) -> x.compareTo(y) <= 0),
                new Case(
                        "hits among attempts, mostly none",
                        Sdtype.NUMERICAL,
                        Sdtype.NUMERICAL,
                        r -> {
                            int attempts = Math.max(0, r.nextInt(400) - 200);
                            return new String[] {"" + attempts, maybe(r, 0.1, r.nextInt(attempts + 1) / 3)};
                        },
                        whereBoth((x, y) -> Integer.parseInt(y) <= Integer.parseInt(x))),
                new Case(
                        "a price with decimals below another",
                        Sdtype.NUMERICAL,
                        Sdtype.NUMERICAL,
                        r -> {
                            int cents = 1_000 + r.nextInt(9_000);
                            return new String[] {
                                cents / 100.0 + "", Math.round(cents * (0.5 + r.nextDouble() / 2)) / 100.0 + ""
                            };
                        },
                        (x, y) -> Double.parseDouble(y) <= Double.parseDouble(x)),
                new Case(
                        "the same number",
                        Sdtype.NUMERICAL,
                        Sdtype.NUMERICAL,
                        r -> {
                            String number = maybe(r, 0.1, r.nextInt(1_000));
                            return new String[] {number, number};
                        },
                        Objects::equals),
                new Case(
                        "the same words",
                        Sdtype.CATEGORICAL,
                        Sdtype.CATEGORICAL,
                        r -> {
                            String word = maybe(r, 0.1, "w" + r.nextInt(30));
                            return new String[] {word, word};
                        },
                        Objects::equals),
                new Case(
                        "the same made-up text",
                        Sdtype.TEXT,
                        Sdtype.TEXT,
                        r -> {
                            String word = maybe(r, 0.1, "some words " + r.nextInt(30_000));
                            return new String[] {word, word};
                        },
                        Objects::equals),
                new Case(
                        "a year of a date",
                        Sdtype.DATETIME,
                        Sdtype.NUMERICAL,
                        r -> {
                            LocalDate date = day(r);
                            String cell = maybe(r, 0.1, date);
                            return new String[] {cell, cell == null ? null : "" + date.getYear()};
                        },
                        (x, y) -> x == null ? y == null : x.startsWith(y)),
                new Case(
                        "a month of a date",
                        Sdtype.DATETIME,
                        Sdtype.NUMERICAL,
                        r -> {
                            LocalDate date = day(r);
                            return new String[] {date.toString(), "" + date.getMonthValue()};
                        },
                        (x, y) -> LocalDate.parse(x).getMonthValue() == Integer.parseInt(y)),
                new Case(
                        "a code that stands for a group",
                        Sdtype.CATEGORICAL,
                        Sdtype.CATEGORICAL,
                        r -> {
                            int code = (int) (60 * r.nextDouble() * r.nextDouble());
                            return new String[] {"c" + code, code % 7 == 6 ? null : "g" + code % 7};
                        },
                        (x, y) -> isGroup(x, y)),
                new Case(
                        "a code that stands for a group, or is unknown",
                        Sdtype.CATEGORICAL,
                        Sdtype.CATEGORICAL,
                        r -> {
                            int code = r.nextInt(12);
                            return new String[] {maybe(r, 0.3, "c" + code), "g" + code % 6};
                        },
                        whereBoth(RuledSamplingTest::isGroup)),
                new Case(
                        "null together",
                        Sdtype.NUMERICAL,
                        Sdtype.TEXT,
                        r -> {
                            boolean none = r.nextInt(3) == 0;
                            return new String[] {
                                none ? null : "" + r.nextInt(50), none ? null : "text " + r.nextInt(9_000)
                            };
                        },
                        (x, y) -> (x == null) == (y == null)),
                new Case(
                        "a made-up text null after another",
                        Sdtype.CATEGORICAL,
                        Sdtype.TEXT,
                        r -> {
                            boolean none = r.nextInt(3) == 0;
                            String text = none ? null : maybe(r, 0.2, "text " + r.nextInt(9_000));
                            return new String[] {none ? null : "k" + r.nextInt(5), text};
                        },
                        (x, y) -> x != null || y == null),
                new Case(
                        "null after another",
                        Sdtype.CATEGORICAL,
                        Sdtype.NUMERICAL,
                        r -> {
                            boolean none = r.nextInt(3) == 0;
                            return new String[] {
                                none ? null : "k" + r.nextInt(5), none ? null : maybe(r, 0.4, r.nextInt(50))
                            };
                        },
                        (x, y) -> x != null || y == null));
    }

    /** Codes that few rows have come back as others, which stand for one group each. */
    private static boolean isGroup(String x, String y) {
        int code = Integer.parseInt(x.substring(1));
        return y == null ? code % 7 == 6 : y.equals("g" + code % 7) || y.equals("g" + code % 6);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everySyntheticRowKeepsTheRuleOfTheSource(Case rule) throws IOException {
        for (int size : new int[] {150, 2_000, 15_000}) {
            // Given
            SplittableRandom random = new SplittableRandom(size);
            List<String[]> rows = IntStream.range(0, size)
                    .mapToObj(i -> rule.pair.apply(random))
                    .toList();
            InMemoryRows source = new InMemoryRows(
                    new TableMetadata(
                            "t",
                            List.of(ColumnMetadata.of("x", rule.typeX), ColumnMetadata.of("y", rule.typeY)),
                            List.of()),
                    rows);

            // When
            TableRules rules = RuleFinderTest.find(source);
            List<String[]> made = sample(source, rules);

            // Then
            assertThat(rows).allMatch(row -> rule.holds.test(row[0], row[1]));
            assertThat(rules.derivations()).isNotEmpty();
            assertThat(made).hasSize(size).allMatch(row -> rule.holds.test(row[0], row[1]));
            for (int c = 0; c < 2; c++) {
                assertThat(nulls(made, c))
                        .isCloseTo(nulls(rows, c), org.assertj.core.data.Offset.offset(size < 1_000 ? 0.1 : 0.03));
            }
        }
    }

    private static double nulls(List<String[]> rows, int column) {
        return rows.stream().filter(r -> r[column] == null).count() / (double) rows.size();
    }

    /** As many rows as the source has: the parts of each column are shuffled on their own. */
    static List<String[]> sample(InMemoryRows source, TableRules rules) throws IOException {
        return sample(source, rules, Given.NOTHING);
    }

    static List<String[]> sample(InMemoryRows source, TableRules rules, Given given) throws IOException {
        ResidualRows learned = new ResidualRows(source, rules, ParentCells.NONE);
        TableTransform transform =
                TableTransform.fit(learned, Set.of(), OPTIONS, new Seed(1)).withoutNulls(rules.nullsGiven());
        InMemoryColumns encoded = new InMemoryColumns();
        transform.encode(learned, new Seed(1), encoded);
        int size = source.rows().size();
        List<EncodedPart> parts = new ArrayList<>();
        for (String column : transform.contentColumns()) {
            int[] order =
                    new SplittableRandom(column.hashCode()).ints(size, 0, size).toArray();
            if (!transform.parts(column).isEmpty()) {
                encoded.parts(column).forEach(p -> parts.add(p.gather(order)));
            }
        }
        DecodedRows decoded = transform.decode(new EncodedTable(size, parts), 0, new Seed(2));
        Map<String, Object[]> values = new LinkedHashMap<>();
        decoded.columns().forEach(c -> values.put(c, decoded.column(c)));
        Map<String, Object[]> whole =
                new Completion(rules, transform, new Seed(3)).complete(values, size, 0, ParentValues.NONE, given);
        List<String[]> out = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String[] cells = new String[source.metadata().columns().size()];
            for (int c = 0; c < cells.length; c++) {
                String column = source.metadata().columns().get(c).name();
                cells[c] = rules.format(column, transform).format(whole.get(column)[row]);
            }
            out.add(cells);
        }
        return out;
    }

    @Test
    void manyOrdersAtOnceHoldTogether() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 5_000; row++) {
            int games = random.nextInt(160);
            int hits = random.nextInt(games + 1) / 2;
            int runs = random.nextInt(hits + 1) / 2;
            rows.add(new String[] {"" + random.nextInt(runs + 1), "" + hits, "" + runs, "" + games});
        }
        InMemoryRows source = new InMemoryRows(
                new TableMetadata(
                        "t",
                        Stream.of("homers", "hits", "runs", "games")
                                .map(c -> ColumnMetadata.of(c, Sdtype.NUMERICAL))
                                .toList(),
                        List.of()),
                rows);

        // When
        List<String[]> made = sample(source, RuleFinderTest.find(source));

        // Then
        assertThat(made).allMatch(row -> isOrdered(row));
    }

    private static boolean isOrdered(String[] row) {
        int[] n = Stream.of(row).mapToInt(Integer::parseInt).toArray();
        return n[0] <= n[2] && n[2] <= n[1] && n[1] <= n[3];
    }
}
