package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.SiblingRule.Apart;
import io.rowmill.core.linkage.SiblingRule.AtMostOne;
import io.rowmill.core.linkage.SiblingRule.Distinct;
import io.rowmill.core.linkage.SiblingRule.Growing;
import io.rowmill.core.linkage.SiblingRule.Numbered;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stays of guests: numbered, one after the other, and one of them is marked. */
class SiblingRuleFinderTest {
    private static final int GUESTS = 400;
    private static final List<String> COLUMNS = List.of("number", "start", "end", "mark", "any");

    private static SiblingFacts facts(boolean oneBreaksThem) {
        Random random = new Random(1);
        List<List<Object>> values = new ArrayList<>();
        COLUMNS.forEach(c -> values.add(new ArrayList<>()));
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int guest = 0; guest < GUESTS; guest++) {
            int stays = 2 + random.nextInt(4);
            long day = random.nextInt(40);
            for (int stay = 0; stay < stays; stay++) {
                boolean breaks = oneBreaksThem && guest == GUESTS - 1 && stay == 1;
                long nights = 1L + random.nextInt(9);
                values.get(0).add(breaks ? 1L : stay + 1L);
                values.get(1).add(breaks ? day - 20 : day);
                values.get(2).add(day + nights);
                values.get(3).add(stay == 0 || breaks ? "yes" : "no");
                values.get(4).add((long) random.nextInt(50));
                day += nights + random.nextInt(30);
            }
            starts.add(starts.get(guest) + stays);
        }
        return SiblingRuleFinder.find(groups(values, starts), new Protection(5, 5), new Seed(1));
    }

    private static SiblingGroups groups(List<List<Object>> values, List<Integer> starts) {
        List<SiblingGroups.Column> columns = new ArrayList<>();
        for (int c = 0; c < COLUMNS.size(); c++) {
            List<Object> all = values.get(c);
            List<Object> different = all.stream().distinct().toList();
            int[] codes = all.stream().mapToInt(different::indexOf).toArray();
            columns.add(new SiblingGroups.Column(COLUMNS.get(c), codes, different));
        }
        return new SiblingGroups(
                columns, starts.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void whatAllGroupsKeepIsARule() {
        SiblingFacts facts = facts(false);

        Set<String> free = Set.copyOf(COLUMNS);
        assertThat(facts.rules(COLUMNS, free, Set.of()))
                .contains(new Numbered("number", 1), new Distinct("start"), new Apart("start", "end"))
                .anyMatch(r -> r instanceof AtMostOne one && one.value().equals("yes") && one.share() == 1)
                .noneMatch(r -> r.columns().contains("any"));
        assertThat(facts.growing(COLUMNS, "number", free)).contains(new Growing("start"), new Growing("end"));
        assertThat(facts.growing(COLUMNS, "any", free)).isEmpty();
        assertThat(facts.growing(COLUMNS, free)).contains(new Growing("start"), new Growing("number"));
    }

    @Test
    void oneGroupThatBreaksThemIsEnough() {
        SiblingFacts facts = facts(true);

        Set<String> free = Set.copyOf(COLUMNS);
        assertThat(facts.rules(COLUMNS, free, Set.of()))
                .doesNotHaveAnyElementsOfTypes(Numbered.class, Apart.class)
                .noneMatch(r -> r.columns().contains("mark"));
        assertThat(facts.growing(COLUMNS, free)).containsOnly(new Growing("number"), new Growing("end"));
    }

    @Test
    void columnsThatCannotBeGivenOtherValuesHaveNoRules() {
        SiblingFacts facts = facts(false);

        assertThat(facts.rules(COLUMNS, Set.of("mark"), Set.of("number")))
                .hasSize(2)
                .contains(new Numbered("number", 1))
                .anyMatch(AtMostOne.class::isInstance);
        assertThat(facts.rules(List.of("number", "any"), Set.copyOf(COLUMNS), Set.of()))
                .containsExactly(new Numbered("number", 1));
    }
}
