package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WithinTest {
    private static final int ROWS = 8_000;

    private record Asked(String name, InMemoryRows rows, Within within, Predicate<String> holds) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Within range(String atLeast, String above, String atMost, String below) {
        return new Within(atLeast, above, atMost, below, List.of());
    }

    private static List<Asked> asked() {
        SplittableRandom random = new SplittableRandom(4);
        InMemoryRows numbers = rows(Sdtype.NUMERICAL, i -> {
            int kind = random.nextInt(10);
            return kind == 0 ? null : kind < 3 ? "35000" : "" + random.nextInt(100_000);
        });
        InMemoryRows heaped = rows(
                Sdtype.NUMERICAL,
                i -> "" + (random.nextInt(3) > 0 ? 1_000 * random.nextInt(200) : random.nextInt(200_000)));
        InMemoryRows cents =
                rows(Sdtype.NUMERICAL, i -> String.format(Locale.ROOT, "%.2f", 50 + 10 * random.nextGaussian()));
        InMemoryRows few = rows(Sdtype.NUMERICAL, i -> "" + random.nextInt(90));
        InMemoryRows states =
                rows(Sdtype.CATEGORICAL, i -> List.of("CA", "NY", "TX", "WA").get(i % 4));
        InMemoryRows days = Tables.ofDates(
                null,
                IntStream.range(0, ROWS)
                        .mapToObj(i -> java.time.LocalDate.of(2020, 1, 1)
                                .plusDays(random.nextInt(1_500))
                                .toString())
                        .toArray(String[]::new));
        return List.of(
                new Asked("range", numbers, range("30001", null, null, "40000"), c -> at(c) >= 30001 && at(c) < 40000),
                new Asked("spike", numbers, range("35000", null, "35000", null), c -> at(c) == 35000),
                new Asked("heaped", heaped, range(null, "61500", "63200", null), c -> at(c) > 61500 && at(c) <= 63200),
                new Asked("cents", cents, range("49.995", null, null, "50.2"), c -> at(c) >= 49.995 && at(c) < 50.2),
                new Asked("few", few, range("65", null, null, null), c -> at(c) >= 65),
                new Asked(
                        "set",
                        states,
                        new Within(null, null, null, null, List.of("CA", "WA")),
                        c -> c.matches("CA|WA")),
                new Asked(
                        "days",
                        days,
                        range("2022-02-10", null, null, "2022-05-01"),
                        c -> c.compareTo("2022-02-10") >= 0 && c.compareTo("2022-05-01") < 0));
    }

    private static double at(String cell) {
        return new BigDecimal(cell).doubleValue();
    }

    private interface Cell {
        String of(int i);
    }

    private static InMemoryRows rows(Sdtype sdtype, Cell cell) {
        return Tables.ofOne(sdtype, IntStream.range(0, ROWS).mapToObj(cell::of).toArray(String[]::new));
    }

    private static TableTransform fit(InMemoryRows rows) {
        return Transforms.fit(
                rows, new TransformOptions(NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH), Set.of());
    }

    @ParameterizedTest
    @MethodSource("asked")
    void allValuesAreWithinAndAsLikelyAsInTheSource(Asked asked) {
        // Given
        TableTransform transform = fit(asked.rows());
        Map<Integer, double[]> shares = transform.shares("c", asked.within());
        EncodedTable encoded = Transforms.encode(transform, asked.rows());
        SplittableRandom random = new SplittableRandom(1);

        // When
        int[] accepted = IntStream.range(0, ROWS)
                .filter(i -> shares.entrySet().stream()
                        .allMatch(s -> random.nextDouble() < s.getValue()[Transforms.codes(encoded, s.getKey())[i]]))
                .toArray();
        List<EncodedPart> parts =
                encoded.parts().stream().map(p -> p.gather(accepted)).toList();
        List<String> made = Transforms.cells(
                transform,
                transform.decode(
                        new EncodedTable(accepted.length, parts), 0, Transforms.SEED, Map.of("c", asked.within())),
                "c");

        // Then
        List<String> real = asked.rows().rows().stream()
                .map(r -> r[0])
                .filter(c -> c != null && asked.holds().test(c))
                .toList();
        assertThat(made).isNotEmpty().allMatch(c -> c != null && asked.holds().test(c));
        assertThat(made.size() / (double) ROWS).isCloseTo(real.size() / (double) ROWS, within(0.01));
        if (asked.name().equals("heaped")) {
            assertThat(share(made)).isCloseTo(share(real), within(0.2));
        }
    }

    private static double share(List<String> cells) {
        return cells.stream().filter(c -> c.endsWith("000")).count() / (double) cells.size();
    }

    @Test
    void whatCanNotBeAskedForSaysSo() {
        TableTransform units = fit(rows(Sdtype.NUMERICAL, i -> i % 2 == 0 ? i + " kg" : i + " lb"));

        assertThat(units.shares("c", range("3 kg", null, null, null))).isEmpty();
    }
}
