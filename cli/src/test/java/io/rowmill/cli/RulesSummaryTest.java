package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.KeyRole;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.linkage.keys.KeyPath;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesSummaryTest {
    private static final String TO_MATCH = "sport.goal.match_id->sport.match";

    private static Linkage linkage(KeyRule... rules) {
        Relationship key = new Relationship(
                "sport.match", List.of("id"), "sport.goal", List.of("match_id"), Optional.empty(), false);
        TableStructure goal = new TableStructure(
                "sport.goal",
                List.of(),
                List.of(new ForeignKey(key, KeyRole.SECOND_PARENT, false, Optional.empty())),
                new Uniqueness(Uniqueness.Rule.NONE, List.of()),
                List.of());
        TableLinkage link = new TableLinkage(
                "sport.goal", 9, Optional.empty(), List.of(), Map.of(), List.of(), Optional.empty(), List.of(rules));
        return new Linkage(new SchemaGraph(List.of(goal), Set.of()), List.of(link));
    }

    @Test
    void withoutRulesNothingIsSaid() {
        assertThat(RulesSummary.lines(List.of(TableRules.none("sport.goal")), linkage()))
                .isEmpty();
    }

    @Test
    void everyRuleIsALineThatNamesColumns() {
        // Given
        Derivation date = new Derivation.DatePart(
                "year",
                new Source(List.of(TO_MATCH), "day"),
                new ValueFormat.Text(),
                new ValueFormat.Text(),
                Derivation.Part.YEAR);
        Derivation nulls = new Derivation.NullWith("minute", Source.own("half"));
        Derivation confined = new Derivation.Confined(
                "hits",
                List.of(),
                IntStream.range(0, 6)
                        .mapToObj(i -> new Bound(Source.own("c" + i), 0))
                        .toList());
        Derivation member = new Derivation.Member(
                "town", Source.own("country"), new ValueFormat.Text(), new ValueFormat.Text(), List.of());
        KeyRule unique = new KeyRule.AtMost(List.of(TO_MATCH), 1);

        // When
        List<String> lines = RulesSummary.lines(
                List.of(new TableRules("sport.goal", List.of(date, nulls, confined, member))),
                linkage(new KeyRule.SamePath(TO_MATCH, KeyPath.of(TO_MATCH, TO_MATCH), 0.97, 0, 0), unique));

        // Then
        assertThat(String.join("\n", lines))
                .contains(
                        "the year of match_id.day",
                        "null where half is, and only there",
                        "never above c0, c1, c2, c3 and 2 more",
                        "mostly the row that match_id.match_id leads to",
                        "one of those that go with country",
                        "never twice the same");
        assertThat(lines).allMatch(line -> line.length() <= 120);
    }
}
