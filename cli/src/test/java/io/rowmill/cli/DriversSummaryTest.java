package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.CardinalityTree;
import io.rowmill.core.linkage.CountHistogram;
import io.rowmill.core.linkage.DriverLink;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.KeyRole;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.metadata.Relationship;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriversSummaryTest {
    private static final CardinalityTree ONE_CHILD =
            new CardinalityTree(List.of(), new CardinalityTree.Leaf(new CountHistogram(new int[] {1}, new long[] {9})));

    private static Linkage linkage(boolean declared, Map<String, Double> ties) {
        ForeignKey account = key("account", declared, KeyRole.DRIVER);
        TableStructure holder = new TableStructure(
                "holder",
                List.of(),
                List.of(account, key("client", false, KeyRole.SECOND_PARENT)),
                new Uniqueness(Uniqueness.Rule.NONE, List.of()),
                List.of());
        TableLinkage link = new TableLinkage(
                "holder",
                9,
                Optional.of(new DriverLink(account.name(), ONE_CHILD, 0, ties)),
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty());
        return new Linkage(new SchemaGraph(List.of(holder), Set.of()), List.of(link));
    }

    private static ForeignKey key(String parent, boolean declared, KeyRole role) {
        Relationship key =
                new Relationship(parent, List.of("id"), "holder", List.of(parent + "_id"), Optional.empty(), declared);
        return new ForeignKey(key, role, false, Optional.empty());
    }

    private static Map<String, Double> ties(double account, double client) {
        return Map.of("holder.account_id->account", account, "holder.client_id->client", client);
    }

    @Test
    void aDriverIsSaidWithWhatSiblingsTellByEachKey() {
        assertThat(DriversSummary.lines(linkage(false, ties(0.32, 0.001))))
                .containsExactly(
                        "drivers  key         what siblings tell", "holder   account_id  0.320 (client_id 0.001)");
    }

    @Test
    void aDriverOfTheMetadataIsSaidToBeOne() {
        assertThat(DriversSummary.lines(linkage(true, ties(0, 0.2))))
                .last()
                .asString()
                .endsWith("account_id  as the metadata says (client_id 0.200)");
    }

    @Test
    void withoutAChoiceNothingIsSaid() {
        assertThat(DriversSummary.lines(linkage(false, Map.of()))).isEmpty();
    }
}
