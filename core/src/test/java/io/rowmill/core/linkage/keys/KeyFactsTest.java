package io.rowmill.core.linkage.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.keys.KeyRule.AtMost;
import io.rowmill.core.linkage.keys.KeyRule.OneOf;
import io.rowmill.core.linkage.keys.KeyRule.SamePath;
import io.rowmill.core.linkage.keys.KeyRule.Taken;
import io.rowmill.core.linkage.keys.KeyRule.Through;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyFactsTest {
    private final MadeKeys keys = new MadeKeys();
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void nothingIsFoundBetweenIndependentKeys() {
        for (int database = 0; database < 20; database++) {
            // Given
            MadeKeys independent = independent(30 + 520 * database, new SplittableRandom(database));

            // When
            KeyFacts facts = KeyFacts.find(independent, new Seed(database));

            // Then
            for (String table : independent.tables()) {
                assertThat(facts.of(table).same()).as("database " + database).isEmpty();
                assertThat(facts.of(table).oneOf()).as("database " + database).isEmpty();
                assertThat(facts.of(table).together())
                        .as("database " + database)
                        .isEmpty();
                for (Relationship key : independent.keysOf(table)) {
                    assertThat(RareTogether.find(independent, table, Optional.of(key.name())))
                            .as("database " + database)
                            .isEmpty();
                }
            }
        }
    }

    /** Keys of small and large tables, some that are rarely null, and some that mostly lead to one row. */
    private static MadeKeys independent(int rows, SplittableRandom random) {
        MadeKeys made = new MadeKeys();
        made.table("country", 3).table("city", 30).table("shop", 12 + rows / 20).table("person", rows);
        made.table("order", rows).table("line", rows).table("link", 3 * rows);
        made.key("city", "country", "country", r -> random.nextInt(3));
        made.key("shop", "city", "city", r -> random.nextInt(30));
        made.key("shop", "country", "country", r -> random.nextInt(20) > 0 ? 0 : 1);
        made.key("person", "city", "city", r -> random.nextInt(4) == 0 ? -1 : random.nextInt(30));
        made.key("person", "home", "city", r -> random.nextInt(30));
        made.key("person", "country", "country", r -> random.nextInt(3));
        made.key("order", "person", "person", r -> random.nextInt(rows));
        made.key("order", "shop", "shop", r -> random.nextInt(12));
        made.key("order", "city", "city", r -> random.nextInt(30));
        made.key("line", "order", "order", r -> r / 2);
        made.key("line", "shop", "shop", r -> random.nextInt(12 + rows / 20));
        made.key("line", "person", "person", r -> random.nextInt(rows));
        made.key("link", "person", "person", r -> random.nextInt(rows));
        made.key("link", "other", "person", r -> random.nextInt(rows));
        made.key("link", "country", "country", r -> random.nextInt(3));
        return made;
    }

    /** Tournaments with ten teams of twelve players each; players change teams between tournaments. */
    private void football(int goals) {
        keys.table("tournament", 8).table("team", 25).table("player", 400).table("squad", 8 * 10 * 12);
        keys.table("match", 160).table("goal", goals);
        keys.key("squad", "tournament", "tournament", r -> r / 120)
                .key("squad", "team", "team", r -> (r / 120 * 7 + r / 12 % 10) % 25)
                .key("squad", "player", "player", r -> (r % 120 * 3 + r / 120 * 47) % 400);
        keys.key("match", "tournament", "tournament", r -> r / 20)
                .key("match", "home", "team", r -> keys.at("squad.team->team", r / 20 * 120 + r % 10 * 12))
                .key(
                        "match",
                        "away",
                        "team",
                        r -> keys.at("squad.team->team", r / 20 * 120 + (r % 10 + 1 + r % 20 / 10) % 10 * 12));
        int[] match = random.ints(goals, 0, 160).sorted().toArray();
        int[] squad = new int[goals];
        for (int goal = 0; goal < goals; goal++) {
            int tournament = match[goal] / 20;
            int side = random.nextInt(5) < 3 ? match[goal] % 10 : (match[goal] % 10 + 1 + match[goal] % 20 / 10) % 10;
            squad[goal] = tournament * 120 + side * 12 + random.nextInt(12);
        }
        keys.key("goal", "tournament", "tournament", r -> match[r] / 20)
                .key("goal", "match", "match", r -> match[r])
                .key("goal", "team", "team", r -> keys.at("squad.team->team", squad[r]))
                .key("goal", "player", "player", r -> keys.at("squad.player->player", squad[r]));
    }

    private Settlement.Settled settled(String table, String driver, String... open) {
        return Settlement.of(
                KeyFacts.find(keys, new Seed(1)),
                new Settlement.Table(
                        table,
                        Optional.of(driver),
                        List.of(driver),
                        List.of(open),
                        List.of(),
                        key -> true,
                        others -> true));
    }

    @Test
    void aGoalFollowsFromItsMatch() {
        // Given
        football(700);

        // When
        Settlement.Settled goal = settled(
                "goal", "goal.match->match", "goal.tournament->tournament", "goal.player->player", "goal.team->team");

        // Then
        assertThat(KeyFacts.find(keys, new Seed(1)).derived("goal"))
                .containsExactlyInAnyOrder("goal.tournament->tournament", "goal.team->team", "goal.player->player");
        assertThat(goal.unread()).isEmpty();
        assertThat(goal.rules()).hasSize(3);
        assertThat(goal.rules().get(0))
                .isEqualTo(new SamePath(
                        "goal.tournament->tournament",
                        KeyPath.of("goal.match->match", "match.tournament->tournament"),
                        1,
                        0,
                        0));
        OneOf team = (OneOf) goal.rules().get(1);
        assertThat(team.ways())
                .containsExactly(
                        KeyPath.of("goal.match->match", "match.home->team"),
                        KeyPath.of("goal.match->match", "match.away->team"));
        assertThat(team.shares().get(0)).isBetween(.5, .7);
        Through player = (Through) goal.rules().get(2);
        assertThat(player.table()).isEqualTo("squad");
        assertThat(player.taken())
                .containsExactly(new Taken("goal.player->player", Optional.of("squad.player->player")));
        assertThat(player.given()).hasSize(2);
    }

    @Test
    void aRuleOfThirtyRowsIsFoundAndOneOfTwentyIsNot() {
        // Given
        keys.table("patient", 60).table("stay", 90).table("event", 30).table("note", 20);
        keys.key("stay", "patient", "patient", r -> random.nextInt(60));
        keys.key("event", "stay", "stay", r -> random.nextInt(90));
        keys.key("event", "patient", "patient", r -> keys.at("stay.patient->patient", keys.at("event.stay->stay", r)));
        keys.key("note", "stay", "stay", r -> random.nextInt(90));
        keys.key("note", "patient", "patient", r -> keys.at("stay.patient->patient", keys.at("note.stay->stay", r)));

        // When
        KeyFacts facts = KeyFacts.find(keys, new Seed(1));

        // Then
        assertThat(facts.of("event").same()).hasSize(1);
        assertThat(facts.of("note").same()).isEmpty();
    }

    @Test
    void aStayIsOneOfTheRowsPatient() {
        // Given
        keys.table("patient", 60).table("stay", 90).table("event", 400);
        keys.key("stay", "patient", "patient", r -> r * 2 / 3);
        keys.key("event", "stay", "stay", r -> r % 4 == 0 ? -1 : random.nextInt(90));
        keys.key(
                "event",
                "patient",
                "patient",
                r -> r % 4 == 0
                        ? random.nextInt(60)
                        : keys.at("stay.patient->patient", keys.at("event.stay->stay", r)));

        // When
        Settlement.Settled event = settled("event", "event.patient->patient", "event.stay->stay");

        // Then
        assertThat(event.rules()).hasSize(1);
        Through stay = (Through) event.rules().get(0);
        assertThat(stay.table()).isEqualTo("stay");
        assertThat(stay.taken()).containsExactly(new Taken("event.stay->stay", Optional.empty()));
        assertThat(stay.nullRate()).isBetween(.2, .25);
    }

    @Test
    void aLongWayWithExceptionsIsFoundWithItsRate() {
        // Given
        keys.table("region", 9)
                .table("area", 40)
                .table("site", 300)
                .table("unit", 900)
                .table("job", 12_000);
        keys.key("area", "region", "region", r -> random.nextInt(9));
        keys.key("site", "area", "area", r -> random.nextInt(40));
        keys.key("unit", "site", "site", r -> random.nextInt(300));
        keys.key("job", "unit", "unit", r -> random.nextInt(900));
        keys.key(
                "job",
                "region",
                "region",
                r -> r % 50 == 0
                        ? random.nextInt(9)
                        : keys.at(
                                "area.region->region",
                                keys.at("site.area->area", keys.at("unit.site->site", keys.at("job.unit->unit", r)))));

        // When
        Settlement.Settled job = settled("job", "job.unit->unit", "job.region->region");

        // Then
        SamePath region = (SamePath) job.rules().get(0);
        assertThat(region.path().length()).isEqualTo(4);
        assertThat(region.rate()).isBetween(.975, .99);
    }

    @Test
    void keysThatStandTogetherOnceAreFound() {
        // Given
        keys.table("person", 50).table("course", 40).table("badge", 120).table("visit", 600);
        keys.key("visit", "person", "person", r -> r / 12);
        keys.key("visit", "course", "course", r -> (r / 12 + r % 12 * 3) % 40);
        keys.key("visit", "other", "course", r -> random.nextInt(40));
        keys.key("badge", "person", "person", r -> r < 40 ? r : -1);

        // When / Then
        assertThat(RareTogether.find(keys, "visit", Optional.of("visit.person->person")))
                .containsExactly(new AtMost(List.of("visit.person->person", "visit.course->course"), 1));
        assertThat(RareTogether.find(keys, "badge", Optional.empty()))
                .containsExactly(new AtMost(List.of("badge.person->person"), 1));
    }

    @Test
    void rulesThatReadWhatDependsOnTheTableAreDroppedAndNamed() {
        // Given
        football(700);

        // When
        Settlement.Settled goal = Settlement.of(
                KeyFacts.find(keys, new Seed(1)),
                new Settlement.Table(
                        "goal",
                        Optional.of("goal.match->match"),
                        List.of("goal.match->match"),
                        List.of("goal.player->player", "goal.team->team"),
                        List.of(),
                        key -> true,
                        others -> !others.contains("squad")));

        // Then
        assertThat(goal.rules()).singleElement().isInstanceOf(OneOf.class);
        assertThat(goal.unread()).containsExactly("squad");
    }
}
