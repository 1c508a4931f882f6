package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.SiblingRule.Apart;
import io.rowmill.core.linkage.SiblingRule.AtMostOne;
import io.rowmill.core.linkage.SiblingRule.Distinct;
import io.rowmill.core.linkage.SiblingRule.Growing;
import io.rowmill.core.linkage.SiblingRule.Numbered;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.TableRules;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the rows of one parent keep together: synthetic rows keep it, too. */
class SiblingRuleSamplingTest {
    private static final int GROUPS = 300;

    private final Random random = new Random(11);
    private final GroupedRows source = new GroupedRows();

    /** Racers are good or bad, so that they would be the drivers. */
    private void races() {
        source.parent("race", GROUPS);
        source.parent("racer", 60);
        List<String[]> results = new ArrayList<>();
        for (int race = 0; race < GROUPS; race++) {
            List<Integer> racers =
                    new ArrayList<>(IntStream.range(0, 60).boxed().toList());
            Collections.shuffle(racers, random);
            List<Integer> started = new ArrayList<>(racers.subList(0, 4 + random.nextInt(8)));
            started.sort((a, b) -> Double.compare(a + 30 * random.nextDouble(), b));
            for (int place = 0; place < started.size(); place++) {
                results.add(new String[] {
                    "" + results.size(),
                    "" + race,
                    "" + started.get(place),
                    "" + (place + 1),
                    place == 0 ? "gold" : place < 3 ? "medal" : "none"
                });
            }
        }
        source.child(
                results,
                ColumnMetadata.of("race_id", Sdtype.ID),
                ColumnMetadata.of("racer_id", Sdtype.ID),
                ColumnMetadata.of("position", Sdtype.NUMERICAL),
                ColumnMetadata.of("prize", Sdtype.CATEGORICAL));
    }

    @Test
    void positionsOfARaceAreAllOfThoseFromOneOn() throws IOException {
        // Given
        races();

        // When
        FittedDatabase database = source.fit();

        // Then
        assertThat(database.linkage().table("child").driver().orElseThrow().relationship())
                .isEqualTo("child.race_id->race");
        assertThat(GroupedRows.rules(database)).contains(new Numbered("position", 1));
        assertThat(GroupedRows.sampled(database, 1).values()).allSatisfy(race -> assertThat(GroupedRows.column(race, 3))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, race.size())
                        .mapToObj(i -> "" + i)
                        .toList()));
        assertThat(GroupedRows.sampled(database, 1).values()).allSatisfy(race -> assertThat(race)
                .allMatch(
                        r -> r[4].equals(r[3].equals("1") ? "gold" : Integer.parseInt(r[3]) <= 3 ? "medal" : "none")));
    }

    @Test
    void aConditionOnWhatPositionsAreMadeFromHolds() throws IOException {
        // Given
        races();
        FittedDatabase database = source.fit();
        Map<String, Map<String, String>> given = Map.of("child", Map.of("prize", "medal"));
        Map<String, Map<String, Map<String, Double>>> shares =
                Map.of("child", Map.of("prize", Map.of("medal", 0.5, "none", 0.5)));

        // Then
        assertThat(GroupedRows.sampled(database, 1, new Wishes(given, Map.of(), 1, 1))
                        .values())
                .allSatisfy(race -> assertThat(GroupedRows.column(race, 4)).containsOnly("medal"))
                .allSatisfy(race -> assertThat(GroupedRows.column(race, 3)).isSubsetOf("2", "3"));
        assertThat(GroupedRows.sampled(database, 1, new Wishes(Map.of(), shares, 1, 1))
                        .values())
                .allSatisfy(race -> assertThat(GroupedRows.column(race, 4)).doesNotContain("gold"));
    }

    @Test
    void whereAFlagIsSetOrNullARowThatLosesItIsNull() {
        // Given: nearly all rows have it
        Object[] cells = new Object[2_001];
        Arrays.fill(cells, 0, 2_000, "Y");
        int[] counts = new int[1_001];
        Arrays.fill(counts, 0, 1_000, 2);
        counts[1_000] = 1;
        SiblingCells siblings = new SiblingCells(
                List.of(new AtMostOne("flag", "Y", 1)),
                TableRules.none("child"),
                Set.of(),
                counts,
                new Seed(1).random());

        // When
        siblings.keep(new HashMap<>(Map.of("flag", cells)));

        // Then
        assertThat(Arrays.stream(cells).filter("Y"::equals)).hasSize(1_001);
    }

    @Test
    void oneAddressAtMostIsThePrimaryOneAndAsManyCustomersHaveOne() throws IOException {
        // Given: one customer of five has none
        source.parent("customer", GROUPS);
        List<String[]> addresses = new ArrayList<>();
        for (int customer = 0; customer < GROUPS; customer++) {
            int count = 2 + random.nextInt(4);
            int primary = random.nextInt(5) == 0 ? -1 : random.nextInt(count);
            for (int i = 0; i < count; i++) {
                addresses.add(new String[] {"" + addresses.size(), "" + customer, i == primary ? "yes" : "no"});
            }
        }
        source.child(
                addresses, ColumnMetadata.of("customer_id", Sdtype.ID), ColumnMetadata.of("main", Sdtype.CATEGORICAL));

        // When
        FittedDatabase database = source.fit();
        Map<String, List<String[]>> sampled = GroupedRows.sampled(database, 1);

        // Then
        assertThat(GroupedRows.rules(database)).singleElement().isInstanceOfSatisfying(AtMostOne.class, r -> assertThat(
                        r.share())
                .isCloseTo(0.8, within(0.06)));
        List<Long> primaries = sampled.values().stream()
                .map(g ->
                        GroupedRows.column(g, 2).stream().filter("yes"::equals).count())
                .toList();
        assertThat(primaries).allMatch(count -> count <= 1);
        assertThat(primaries.stream().mapToLong(c -> c).average().orElseThrow())
                .isCloseTo(((AtMostOne) GroupedRows.rules(database).get(0)).share(), within(0.01));
    }

    @Test
    void bookingsOfARoomDoNotOverlap() throws IOException {
        // Given
        source.parent("room", 60);
        List<String[]> bookings = new ArrayList<>();
        for (int room = 0; room < 60; room++) {
            LocalDateTime at = LocalDateTime.of(2024, 1, 1, 0, 0);
            for (int i = 10 + random.nextInt(20); i > 0; i--) {
                at = at.plusHours(random.nextInt(100));
                LocalDateTime end = at.plusHours(1 + random.nextInt(70));
                bookings.add(new String[] {
                    "" + bookings.size(),
                    "" + room,
                    at.toString().replace('T', ' ') + ":00",
                    end.toString().replace('T', ' ') + ":00"
                });
                at = end;
            }
        }
        Collections.shuffle(bookings, random);
        source.child(
                bookings,
                ColumnMetadata.of("room_id", Sdtype.ID),
                ColumnMetadata.of("starts", Sdtype.DATETIME),
                ColumnMetadata.of("ends", Sdtype.DATETIME));

        // When
        FittedDatabase database = source.fit();

        // Then
        assertThat(GroupedRows.rules(database)).contains(new Apart("starts", "ends"));
        assertThat(GroupedRows.sampled(database, 1).values()).allSatisfy(room -> {
            List<String[]> sorted = new ArrayList<>(room);
            sorted.sort((a, b) -> a[2].compareTo(b[2]));
            for (int i = 1; i < sorted.size(); i++) {
                assertThat(sorted.get(i)[2]).isGreaterThanOrEqualTo(sorted.get(i - 1)[3]);
            }
        });
    }

    @Test
    void aCounterNeverFallsAlongTheRowsOfAMeter() throws IOException {
        // Given
        source.parent("meter", GROUPS);
        List<String[]> readings = new ArrayList<>();
        for (int meter = 0; meter < GROUPS; meter++) {
            int counter = random.nextInt(500);
            for (int i = 0; i < 8; i++) {
                readings.add(new String[] {"" + readings.size(), "" + meter, "" + counter});
                counter += random.nextInt(100);
            }
        }
        source.child(
                readings, ColumnMetadata.of("meter_id", Sdtype.ID), ColumnMetadata.of("counter", Sdtype.NUMERICAL));

        // When
        FittedDatabase database = source.fit();

        // Then
        assertThat(GroupedRows.rules(database)).contains(new Growing("counter"));
        assertThat(GroupedRows.sampled(database, 1).values()).allSatisfy(meter -> assertThat(
                        GroupedRows.column(meter, 2).stream().map(Long::valueOf).toList())
                .isSorted());
    }

    @Test
    void noRowOfAPersonHasAToolOfAnotherOfTheirs() throws IOException {
        // Given
        source.parent("person", GROUPS);
        String[] tools = {"saw", "axe", "file", "drill", "plane", "hammer", "pliers", "vice", "level", "rasp"};
        List<String[]> owned = new ArrayList<>();
        for (int person = 0; person < GROUPS; person++) {
            List<String> all = new ArrayList<>(List.of(tools));
            Collections.shuffle(all, random);
            for (String tool : all.subList(0, 2 + random.nextInt(4))) {
                owned.add(new String[] {"" + owned.size(), "" + person, tool});
            }
        }
        source.child(owned, ColumnMetadata.of("person_id", Sdtype.ID), ColumnMetadata.of("tool", Sdtype.CATEGORICAL));

        // When
        FittedDatabase database = source.fit();

        // Then
        assertThat(GroupedRows.rules(database)).containsExactly(new Distinct("tool"));
        assertThat(GroupedRows.sampled(database, 1).values())
                .allSatisfy(person -> assertThat(GroupedRows.column(person, 2)).doesNotHaveDuplicates());
    }

    @Test
    void whatGrowsInAKeyOfTwoParentsStaysWhereTheKeyIsKept() throws IOException {
        // Given: two parts of a machine have the same version at a time
        source.parent("machine", GROUPS);
        source.parent("part", 40);
        List<String[]> states = new ArrayList<>();
        for (int machine = 0; machine < GROUPS; machine++) {
            int part = random.nextInt(39);
            int version = 1 + random.nextInt(3);
            for (int i = 0; i < 8; i++) {
                states.add(new String[] {"" + states.size(), "" + machine, "" + (part + i % 2), "" + version});
                version += i % 2 * (1 + random.nextInt(2));
            }
        }
        source.child(
                states,
                List.of(List.of("machine_id", "part_id", "version")),
                ColumnMetadata.of("machine_id", Sdtype.ID),
                ColumnMetadata.of("part_id", Sdtype.ID),
                ColumnMetadata.of("version", Sdtype.NUMERICAL));

        // When
        FittedDatabase database = source.fit();

        // Then
        assertThat(GroupedRows.sampled(database, 1).values().stream().flatMap(List::stream))
                .extracting(row -> List.of(row[1], row[2], row[3]))
                .doesNotHaveDuplicates();
    }

    @Test
    void rowsOfAParentThatHasTooManyAreNotMadeTogetherToNumberThem() throws IOException {
        // Given: a customer's invoices are of one kind
        source.parent("branch", 30);
        source.parent("customer", 3_000);
        List<String[]> invoices = new ArrayList<>();
        for (int number = 1; number <= 1_100; number++) {
            for (int branch = 0; branch < 30; branch++) {
                int customer = random.nextInt(3_000);
                invoices.add(new String[] {
                    "" + invoices.size(), "" + branch, "" + customer, "" + number, "kind" + customer % 7
                });
            }
        }
        source.child(
                invoices,
                ColumnMetadata.of("branch_id", Sdtype.ID),
                ColumnMetadata.of("customer_id", Sdtype.ID),
                ColumnMetadata.of("number", Sdtype.NUMERICAL),
                ColumnMetadata.of("kind", Sdtype.CATEGORICAL));

        // When
        FittedDatabase database = source.fit();

        // Then
        assertThat(database.linkage().table("child").driver().orElseThrow().relationship())
                .isEqualTo("child.customer_id->customer");
    }

    @Test
    void chanceIsNoRule() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            // Given
            GroupedRows shop = new GroupedRows();
            shop.parent("shop", GROUPS);
            List<String[]> sales = new ArrayList<>();
            for (int i = 0; i < 900; i++) {
                LocalDateTime at = LocalDateTime.of(2024, 1, 1, 0, 0).plusSeconds(random.nextInt(30_000_000));
                sales.add(new String[] {
                    "" + i,
                    "" + random.nextInt(GROUPS),
                    at.toString().replace('T', ' '),
                    "" + random.nextInt(1_000_000),
                    random.nextInt(100) == 0 ? "rare" : "usual"
                });
            }
            shop.child(
                    sales,
                    ColumnMetadata.of("shop_id", Sdtype.ID),
                    ColumnMetadata.of("at", Sdtype.DATETIME),
                    ColumnMetadata.of("price", Sdtype.NUMERICAL),
                    ColumnMetadata.of("kind", Sdtype.CATEGORICAL));

            // When
            FittedDatabase database = shop.fit();

            // Then
            assertThat(GroupedRows.rules(database)).isEmpty();
        }
    }
}
