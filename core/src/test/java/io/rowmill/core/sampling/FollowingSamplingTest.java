package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Following;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of events inside a stay, from real rows to synthetic ones. */
class FollowingSamplingTest {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int STAYS = 600;

    private final Random random = new Random(11);
    private final List<String[]> stays = new ArrayList<>();
    private final List<String[]> events = new ArrayList<>();
    private final List<Long> spans = new ArrayList<>();

    /** The rows of the source are in no order. */
    private FittedDatabase hospital() throws IOException {
        for (int stay = 0; stay < STAYS; stay++) {
            stays.add(new String[] {"" + stay, "k" + random.nextInt(3)});
            LocalDateTime begun = LocalDateTime.of(2100, 1, 1, 0, 0).plusMinutes(random.nextInt(60 * 365 * 24 * 60));
            LocalDateTime at = begun;
            for (int event = random.nextInt(9); event >= 0; event--) {
                events.add(new String[] {"" + events.size(), "" + stay, FORMAT.format(at), "" + random.nextInt(9)});
                spans.add(Duration.between(begun, at).toMinutes());
                at = at.plusMinutes(Math.round(60 * Math.exp(random.nextGaussian())));
            }
        }
        Collections.shuffle(events, random);
        TableMetadata stay = new TableMetadata(
                "stay",
                List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("kind", Sdtype.CATEGORICAL)),
                List.of("id"));
        TableMetadata event = new TableMetadata(
                "event",
                List.of(
                        ColumnMetadata.of("id", Sdtype.ID),
                        ColumnMetadata.of("stay", Sdtype.ID),
                        ColumnMetadata.of("at", Sdtype.DATETIME),
                        ColumnMetadata.of("item", Sdtype.CATEGORICAL)),
                List.of("id"));
        Relationship key = new Relationship("stay", List.of("id"), "event", List.of("stay"), Optional.empty(), false);
        return new FittedDatabase(
                new DatabaseMetadata(List.of(stay, event), List.of(key)),
                Map.of("stay", new InMemoryRows(stay, stays), "event", new InMemoryRows(event, events)),
                TransformOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"1, 10000", "1, 200", "2, 500"})
    void eventsOfAStayLieHoursApartHoweverManyYearsStaysAreSpreadOver(double scale, int chunkRows) throws IOException {
        // Given
        FittedDatabase hospital = hospital();
        SamplePlan plan = SamplePlan.of(
                hospital.linkage(), new SampleRequest(scale, Map.of(), new Seed(5)), chunkRows, Long.MAX_VALUE);

        // When
        SampledTable sampled = hospital.sample(plan).get("event");

        // Then
        assertThat(hospital.rules("event").valueOf("at")).get().isInstanceOf(Following.class);
        Map<Object, LocalDateTime> first = new LinkedHashMap<>();
        Map<Object, LocalDateTime> last = new LinkedHashMap<>();
        List<Long> made = new ArrayList<>();
        for (Object[] row : sampled.rows()) {
            LocalDateTime at = (LocalDateTime) row[2];
            LocalDateTime begun = first.computeIfAbsent(row[1], stay -> at);
            assertThat(at).isAfterOrEqualTo(last.getOrDefault(row[1], at));
            last.put(row[1], at);
            made.add(Duration.between(begun, at).toMinutes());
        }
        for (double quantile : new double[] {0.5, 0.75, 0.9}) {
            assertThat(at(made, quantile) / at(spans, quantile)).isCloseTo(1, within(0.25));
        }
        assertThat(first.values().stream()
                        .mapToInt(LocalDateTime::getYear)
                        .distinct()
                        .count())
                .isGreaterThan(40);
    }

    @Test
    void aTimeThatIsMadeFromTheRowBeforeCantBeGiven() throws IOException {
        FittedDatabase hospital = hospital();
        Wishes wishes = new Wishes(Map.of("event", Map.of("at", "2101-01-01 00:00:00")), Map.of(), 1, 1);

        assertThat(wishes.errors(
                        hospital.metadata().table("event"), hospital.transform("event"), hospital.rules("event")))
                .containsExactly("Column event.at is made from that of the row before, so it can't be given.");
    }

    private static double at(List<Long> values, double quantile) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) (quantile * sorted.size()));
    }
}
