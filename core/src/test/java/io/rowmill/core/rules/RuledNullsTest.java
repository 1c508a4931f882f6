package io.rowmill.core.rules;

import static io.rowmill.core.rules.RuledSamplingTest.day;
import static io.rowmill.core.rules.RuledSamplingTest.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rules with exceptions, and nulls that follow other columns, in rows of which nothing else was learned. */
class RuledNullsTest {
    @Test
    void aRuleWithExceptionsHasAboutAsManyAsTheSource() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 5_000; row++) {
            int most = random.nextInt(1_000);
            int code = random.nextInt(20);
            boolean exception = random.nextInt(50) == 0;
            rows.add(new String[] {
                "" + most,
                "" + (exception ? most + random.nextInt(500) + 1 : random.nextInt(most + 1)),
                "c" + code,
                "g" + (exception ? random.nextInt(5) : code % 5)
            });
        }
        InMemoryRows source = new InMemoryRows(
                new TableMetadata(
                        "t",
                        List.of(
                                ColumnMetadata.of("most", Sdtype.NUMERICAL),
                                ColumnMetadata.of("part", Sdtype.NUMERICAL),
                                ColumnMetadata.of("code", Sdtype.CATEGORICAL),
                                ColumnMetadata.of("group", Sdtype.CATEGORICAL)),
                        List.of()),
                rows);

        // When
        List<String[]> made = sample(source, RuleFinderTest.find(source));

        // Then
        assertThat(made.stream()
                        .filter(r -> Integer.parseInt(r[1]) > Integer.parseInt(r[0]))
                        .count())
                .isBetween(60L, 150L);
        assertThat(made.stream()
                        .filter(r -> !r[3].equals("g" + Integer.parseInt(r[2].substring(1)) % 5))
                        .count())
                .isBetween(40L, 150L);
    }

    @Test
    void nullsThatGoWithAnotherColumnLeaveTheOtherRules() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 3_000; row++) {
            boolean open = random.nextInt(3) == 0;
            LocalDate start = day(random);
            int most = random.nextInt(300);
            rows.add(new String[] {
                open ? null : "by " + random.nextInt(9),
                start.toString(),
                open ? null : start.plusDays(random.nextInt(60)).toString(),
                "" + most,
                open ? null : "" + random.nextInt(most + 1)
            });
        }
        InMemoryRows source = new InMemoryRows(
                new TableMetadata(
                        "t",
                        List.of(
                                ColumnMetadata.of("closer", Sdtype.CATEGORICAL),
                                ColumnMetadata.of("start", Sdtype.DATETIME),
                                ColumnMetadata.of("end", Sdtype.DATETIME),
                                ColumnMetadata.of("most", Sdtype.NUMERICAL),
                                ColumnMetadata.of("part", Sdtype.NUMERICAL)),
                        List.of()),
                rows);

        // When
        List<String[]> made = sample(source, RuleFinderTest.find(source));

        // Then
        assertThat(made)
                .allMatch(r -> (r[0] == null) == (r[2] == null) && (r[0] == null) == (r[4] == null))
                .allMatch(r -> r[0] == null || r[1].compareTo(r[2]) <= 0)
                .allMatch(r -> r[0] == null || Integer.parseInt(r[4]) <= Integer.parseInt(r[3]));
    }

    @Test
    void columnsThatAreMadeUpAreNullTogetherAsOftenAsInTheSource() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 3_000; row++) {
            boolean none = random.nextInt(10) < 7;
            boolean exception = random.nextInt(40) == 0;
            rows.add(new String[] {none ? null : "Firm " + row, none != exception ? null : "0" + (100_000 + row)});
        }
        InMemoryRows source = new InMemoryRows(
                new TableMetadata(
                        "t",
                        List.of(ColumnMetadata.of("firm", Sdtype.TEXT), ColumnMetadata.of("fax", Sdtype.TEXT)),
                        List.of()),
                rows);

        // When
        List<String[]> made = sample(source, RuleFinderTest.find(source));

        // Then
        double together =
                made.stream().filter(r -> (r[0] == null) == (r[1] == null)).count() / (double) made.size();
        assertThat(together).isBetween(0.96, 0.99);
        assertThat(made.stream().filter(r -> r[1] == null).count() / (double) made.size())
                .isBetween(0.64, 0.74);
    }
}
