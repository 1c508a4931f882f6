package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GrainTest {
    private static final int ROWS = 3_000;

    /** A column, and by what grain some of its values are given. */
    private record Kind(
            String name, Sdtype sdtype, Function<SplittableRandom, String> cell, List<Predicate<String>> grains) {
        @Override
        public String toString() {
            return name;
        }

        InMemoryRows rows() {
            SplittableRandom random = new SplittableRandom(name.hashCode());
            List<String> cells = IntStream.range(0, ROWS)
                    .mapToObj(i -> random.nextInt(20) == 0 ? null : cell.apply(random))
                    .collect(Collectors.toCollection(ArrayList::new));
            return sdtype == Sdtype.DATETIME
                    ? Tables.ofDates(null, cells.toArray(String[]::new))
                    : Tables.ofOne(sdtype, cells);
        }
    }

    private static Kind numbers(String name, Function<SplittableRandom, String> cell, String... regexes) {
        List<Predicate<String>> grains = new ArrayList<>();
        for (String regex : regexes) {
            grains.add(c -> c.matches(regex));
        }
        return new Kind(name, Sdtype.NUMERICAL, cell, grains);
    }

    private static String cents(long cents) {
        return cents / 100 + String.format(Locale.ROOT, ".%02d", cents % 100);
    }

    private static LocalDate day(SplittableRandom random) {
        return LocalDate.of(2015, 1, 1).plusDays(random.nextInt(2_500));
    }

    private static List<Kind> kinds() {
        Predicate<String> sunday = c -> LocalDate.parse(c).getDayOfWeek() == DayOfWeek.SUNDAY;
        Predicate<String> weekend = c -> LocalDate.parse(c).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return List.of(
                numbers(
                        "thousands",
                        r -> "" + (r.nextInt(3) > 0 ? 1_000 * (50 + r.nextInt(300)) : 50_000 + r.nextInt(300_000)),
                        ".*000"),
                numbers("tens", r -> "" + (r.nextInt(2) > 0 ? 10 * r.nextInt(300) : r.nextInt(3_000)), ".*0"),
                numbers(
                        "prices",
                        r -> {
                            int end = r.nextInt(10);
                            return cents(100L * r.nextInt(500) + (end < 5 ? 99 : end < 7 ? 0 : r.nextInt(100)));
                        },
                        ".*[.]99",
                        ".*[.]00"),
                numbers(
                        "both signs",
                        r -> (r.nextBoolean() ? "-" : "")
                                + (r.nextInt(2) > 0 ? 500 * (1 + r.nextInt(300)) : 1 + r.nextInt(150_000)),
                        ".*[05]00"),
                new Kind(
                        "sundays",
                        Sdtype.DATETIME,
                        r -> {
                            LocalDate day = day(r);
                            return (r.nextInt(2) > 0 ? day : day.with(DayOfWeek.SUNDAY)).toString();
                        },
                        List.of(sunday)),
                new Kind(
                        "no weekends",
                        Sdtype.DATETIME,
                        r -> day(r).with(DayOfWeek.of(1 + r.nextInt(5))).toString(),
                        List.of(weekend)),
                new Kind(
                        "firsts",
                        Sdtype.DATETIME,
                        r -> (r.nextInt(3) > 0 ? day(r) : day(r).withDayOfMonth(1)).toString(),
                        List.of(c -> c.endsWith("-01"))),
                new Kind(
                        "hours",
                        Sdtype.DATETIME,
                        r -> {
                            LocalDateTime time = day(r).atTime(r.nextInt(24), r.nextInt(60), r.nextInt(60));
                            int kind = r.nextInt(4);
                            return (kind < 2 ? time.withMinute(0).withSecond(0) : kind == 2 ? time.withSecond(0) : time)
                                    .toString()
                                    .replaceFirst("T(\\d\\d:\\d\\d)$", "T$1:00")
                                    .replace('T', ' ');
                        },
                        List.of(c -> c.endsWith(":00:00"), c -> c.endsWith(":00"))));
    }

    private static double share(List<String> cells, Predicate<String> grain) {
        return cells.stream().filter(c -> c != null && grain.test(c)).count() / (double) cells.size();
    }

    private static TableTransform fit(InMemoryRows rows, Encoding encoding) {
        return Transforms.fit(rows, new TransformOptions(NullStrategy.MODEL, 10, encoding, Locale.ENGLISH), Set.of());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachGrainKeepsItsShareInBothEncodings(Kind kind) {
        for (Encoding encoding : Encoding.values()) {
            // Given
            InMemoryRows rows = kind.rows();
            TableTransform transform = fit(rows, encoding);

            // When
            List<String> made = Transforms.cells(
                    transform, transform.decode(Transforms.encode(transform, rows), 0, Transforms.SEED), "c");

            // Then
            List<String> real = rows.rows().stream().map(r -> r[0]).toList();
            assertThat(made.stream().filter(c -> c == null))
                    .hasSize((int) real.stream().filter(c -> c == null).count());
            for (Predicate<String> grain : kind.grains()) {
                assertThat(share(made, grain)).as(kind + " " + encoding).isCloseTo(share(real, grain), within(0.02));
            }
            assertThat(made.stream().distinct().count())
                    .as("values that %s of the source has not", kind)
                    .isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void columnsWithoutAGrainGetNone(Encoding encoding) {
        SplittableRandom random = new SplittableRandom(8);
        List<Function<Integer, String>> columns = List.of(
                i -> "" + random.nextInt(100_000),
                i -> "" + random.nextInt(400),
                i -> "" + Math.round(1_000 * random.nextGaussian()),
                i -> "" + Math.round(Math.exp(3 + 1.5 * random.nextGaussian())),
                i -> "" + (long) (-30 * Math.log(random.nextDouble())),
                i -> cents(Math.round(Math.exp(8 + random.nextGaussian()))),
                i -> "" + i,
                i -> "" + (random.nextInt(3) > 0 ? 0 : random.nextInt(5_000)));
        for (int rows : new int[] {60, 300, 3_000}) {
            for (Function<Integer, String> column : columns) {
                // When
                TableTransform transform = fit(
                        Tables.ofOne(
                                Sdtype.NUMERICAL,
                                IntStream.range(0, rows).mapToObj(column::apply).toList()),
                        encoding);

                // Then
                assertThat(transform.columns()).noneMatch(GrainedTransform.class::isInstance);
            }
        }
    }

    @Test
    void daysWithoutAPatternHaveNoGrain() {
        SplittableRandom random = new SplittableRandom(2);
        TableTransform transform = fit(
                Tables.ofDates(
                        null,
                        IntStream.range(0, ROWS)
                                .mapToObj(i -> day(random).toString())
                                .toArray(String[]::new)),
                Encoding.CATEGORICAL);
        assertThat(transform.columns()).noneMatch(GrainedTransform.class::isInstance);
    }
}
