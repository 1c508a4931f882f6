package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.FoundRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectedRulesTest {
    private static final int COLUMNS = 40;

    private static FoundRule order(int lesser, int greater) {
        return new FoundRule(
                new Confined("c" + greater, List.of(), List.of()),
                Optional.of(
                        new Comparison(Relation.AT_MOST, Expression.own("c" + lesser), Expression.own("c" + greater))),
                Optional.empty());
    }

    @Test
    void ordersOfManyColumnsAreDeclaredAtOnceButForThoseThatExcludeOthers() {
        // Given: the last column can't be moved, and one order is the reverse of another
        String columns = IntStream.range(0, COLUMNS)
                .mapToObj(c -> "\"c" + c + "\": {\"sdtype\": \"numerical\"}")
                .collect(Collectors.joining(", "));
        DatabaseMetadata metadata = MetadataJson.read(
                        "{\"tables\": {\"t\": {\"columns\": {" + columns + "}, \"alternate_keys\": [\"c39\"]}}}",
                        "metadata.json")
                .metadata();
        List<FoundRule> found = new ArrayList<>();
        for (int greater = 0; greater < COLUMNS; greater++) {
            for (int lesser = 0; lesser < greater; lesser++) {
                found.add(order(lesser, greater));
            }
        }
        int good = found.size();
        found.add(order(7, 3));
        found.add(order(2, 3));

        // When
        DatabaseMetadata declared = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> DetectedRules.declared(metadata, Map.of("t", found)));

        // Then
        assertThat(declared.constraints()).hasSize(good);
        assertThat(declared.constraints().get(good - 1).place()).isEqualTo(good);
        assertThat(Declarations.problems(declared)).isEmpty();
    }
}
