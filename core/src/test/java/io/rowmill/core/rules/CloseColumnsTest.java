package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are close to each other, although none is always above the other. */
class CloseColumnsTest {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int ROWS = 3_000;

    private static LocalDateTime time(String cell) {
        return LocalDateTime.parse(cell, FORMAT);
    }

    private static InMemoryRows table(List<String[]> rows, Sdtype x, Sdtype y) {
        return new InMemoryRows(
                new TableMetadata("t", List.of(ColumnMetadata.of("x", x), ColumnMetadata.of("y", y)), List.of()), rows);
    }

    /** Largest difference between the shares of both that are below any value. */
    private static double distance(List<String[]> rows, List<String[]> made, ToDoubleFunction<String[]> of) {
        double[] a = rows.stream().mapToDouble(of).sorted().toArray();
        double[] b = made.stream().mapToDouble(of).sorted().toArray();
        double most = 0;
        int j = 0;
        for (int i = 0; i < a.length; i++) {
            while (j < b.length && b[j] < a[i]) {
                j++;
            }
            most = Math.max(most, Math.abs((double) j / b.length - (double) i / a.length));
        }
        return most;
    }

    private static double hours(String[] row) {
        return Duration.between(time(row[0]), time(row[1])).toSeconds() / 3_600.0;
    }

    /** A log-normal number of hours; some of the rows are early. */
    private static List<String[]> planned(long seed, long step) {
        SplittableRandom random = new SplittableRandom(seed);
        java.util.Random normal = new java.util.Random(seed);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            LocalDateTime planned = LocalDateTime.of(2010, 1, 1, 0, 0).plusSeconds(random.nextInt(3_650 * 24) * 3_600L);
            double late = Math.exp(normal.nextGaussian()) * (random.nextDouble() < 0.27 ? -1 : 1);
            LocalDateTime actual = planned.plusSeconds(Math.round(late * 3_600 / step) * step);
            rows.add(new String[] {FORMAT.format(planned), FORMAT.format(actual)});
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void howLateOrEarlyARowIsComesBack(long seed) throws IOException {
        // Given
        List<String[]> rows = planned(seed, 60);
        InMemoryRows source = table(rows, Sdtype.DATETIME, Sdtype.DATETIME);

        // When
        TableRules rules = RuleFinderTest.find(source);
        List<String[]> made = RuledSamplingTest.sample(source, rules);

        // Then
        assertThat(rules.derivations()).singleElement().isInstanceOfSatisfying(Difference.class, d -> {
            assertThat(d.ordered()).isFalse();
            assertThat(d.column()).isEqualTo("y");
        });
        assertThat(distance(rows, made, CloseColumnsTest::hours)).isLessThan(0.05);
        assertThat(distance(rows, made, r -> time(r[1]).toEpochSecond(java.time.ZoneOffset.UTC)))
                .isLessThan(0.05);
        // Planned for full hours, done at any minute.
        assertThat(made).allMatch(r -> time(r[0]).getMinute() == 0 && time(r[1]).getSecond() == 0);
    }

    @Test
    void aRatioComesBackAndTheNumbersStayWithinTheirBounds() throws IOException {
        // Given
        java.util.Random normal = new java.util.Random(5);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double length = Math.exp(12 + normal.nextGaussian());
            long bytes = Math.round(length * 32 * Math.exp(0.05 * normal.nextGaussian()));
            rows.add(new String[] {"" + Math.round(length), "" + bytes});
        }
        InMemoryRows source = table(rows, Sdtype.NUMERICAL, Sdtype.NUMERICAL);

        // When
        TableRules rules = RuleFinderTest.find(source);
        List<String[]> made = RuledSamplingTest.sample(source, rules);

        // Then
        assertThat(rules.derivations()).singleElement().isInstanceOf(Ratio.class);
        ToDoubleFunction<String[]> ratio = r -> Double.parseDouble(r[1]) / Double.parseDouble(r[0]);
        assertThat(distance(rows, made, ratio)).isLessThan(0.05);
        assertThat(distance(rows, made, r -> Double.parseDouble(r[1]))).isLessThan(0.05);
        double most =
                rows.stream().mapToDouble(r -> Double.parseDouble(r[1])).max().orElseThrow();
        assertThat(made).allMatch(r -> Long.parseLong(r[1]) > 0 && Long.parseLong(r[1]) <= most);
    }

    @Test
    void nullsAreAsFrequentAsBefore() throws IOException {
        // Given
        List<String[]> rows = planned(4, 60);
        rows.replaceAll(r -> r[0].hashCode() % 4 == 0 ? new String[] {r[0], null} : r);
        InMemoryRows source = table(rows, Sdtype.DATETIME, Sdtype.DATETIME);

        // When
        TableRules rules = RuleFinderTest.find(source);
        List<String[]> made = RuledSamplingTest.sample(source, rules);

        // Then
        assertThat(rules.valueOf("x").or(() -> rules.valueOf("y"))).isPresent();
        assertThat(nulls(made)).isCloseTo(nulls(rows), within(0.03));
    }

    private static double nulls(List<String[]> rows) {
        return rows.stream().filter(r -> r[1] == null).count() / (double) rows.size();
    }

    @Test
    void columnsThatOnlyGrowTogetherAreLearnedAsTheyAre() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(9);
        List<String[]> rows = Stream.generate(() -> random.nextInt(10_000))
                .limit(ROWS)
                .map(x -> new String[] {"" + x, "" + (x + random.nextInt(10_000) - 5_000)})
                .toList();

        // When
        TableRules rules = RuleFinderTest.find(table(rows, Sdtype.NUMERICAL, Sdtype.NUMERICAL));

        // Then
        assertThat(rules.derivations()).isEmpty();
    }
}
