package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.RuleFinderTest;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuledWishesTest {
    private final InMemoryRows trips = RuleFinderTest.trips(500);
    private TableRules rules;
    private TableTransform transform;

    @BeforeEach
    void aTableWithRules() throws IOException {
        rules = RuleFinderTest.find(trips);
        transform = TableTransform.fit(
                new ResidualRows(trips, rules, ParentCells.NONE), Set.of(), TransformOptions.DEFAULT, new Seed(1));
    }

    private List<String> errors(String column, String cell) {
        return new Wishes(Map.of("trips", Map.of(column, cell)), Map.of(), 1, 1)
                .errors(trips.metadata(), transform, rules);
    }

    @Test
    void aColumnThatIsMadeFromOthersCantBeGiven() {
        assertThat(errors("country", "country 1"))
                .containsExactly("Column trips.country is made from city, so it can't be given: give city.");
        assertThat(errors("end", "2020-03-01"))
                .containsExactly("Column trips.end is made from start, so it can't be given: give start.");
    }

    @Test
    void whatItIsMadeFromCanBeGiven() {
        assertThat(errors("city", "city 1")).isEmpty();
    }

    @Test
    void itsSharesCantBeGivenEither() {
        assertThat(new Wishes(
                                Map.of(),
                                Map.of("trips", Map.of("country", Map.of("country 1", 0.5, "country 2", 0.5))),
                                1,
                                1)
                        .errors(trips.metadata(), transform, rules))
                .isNotEmpty()
                .allMatch(e -> e.contains("is made from city"));
    }
}
