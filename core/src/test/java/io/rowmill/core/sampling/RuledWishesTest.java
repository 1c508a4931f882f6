package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Combination;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.RuleFinderTest;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuledWishesTest {
    private static final TransformOptions OPTIONS = new TransformOptions(
            NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH, Protection.OFF, Map.of());
    private final InMemoryRows trips = RuleFinderTest.trips(500);
    private TableRules rules;
    private TableTransform transform;

    @BeforeEach
    void aTableWithRules() throws IOException {
        rules = RuleFinderTest.find(trips);
        transform =
                TableTransform.fit(new ResidualRows(trips, rules, ParentCells.NONE), Set.of(), OPTIONS, new Seed(1));
    }

    private List<String> errors(String column, String cell) {
        return new Wishes(Map.of("trips", Map.of(column, cell)), Map.of(), 1, 1)
                .errors(trips.metadata(), transform, rules);
    }

    @Test
    void aColumnThatIsMadeFromOthersCantBeGiven() {
        assertThat(errors("end", "2020-03-01"))
                .containsExactly("Column trips.end is made from start, so it can't be given: give start.");
    }

    @Test
    void aMemberOfAGroupCanBeGivenAndSaysTheGroup() {
        // When
        TableWishes wishes = new TableWishes(
                trips.metadata(),
                transform,
                rules,
                new Wishes(Map.of("trips", Map.of("city", "city 6")), Map.of(), 1, 1));

        // Then
        assertThat(wishes.errors()).isEmpty();
        EncodedPart country =
                transform.encode(trips.metadata(), "country", "country 2").get(0);
        List<EncodedPart> parts = wishes.conditions(1).known().orElseThrow().parts();
        assertThat(((EncodedPart.Codes) parts.get(parts.size() - 1)).codes())
                .isEqualTo(((EncodedPart.Codes) country).codes());
    }

    @Test
    void aMemberOfAnotherGroupCantBeGiven() {
        assertThat(new Wishes(Map.of("trips", Map.of("city", "city 6", "country", "country 3")), Map.of(), 1, 1)
                        .errors(trips.metadata(), transform, rules))
                .containsExactly("The values given for columns trips.city and trips.country never stand together.");
        assertThat(errors("city", "nowhere")).singleElement().asString().contains("not one that the column can have");
    }

    @Test
    void sharesOfAMemberCantBeGiven() {
        assertThat(new Wishes(Map.of(), Map.of("trips", Map.of("city", Map.of("city 1", 0.5, "city 2", 0.5))), 1, 1)
                        .errors(trips.metadata(), transform, rules))
                .isNotEmpty()
                .allMatch(e -> e.contains("is made from country"));
    }

    @Test
    void aColumnThatIsComputedCantBeGivenNorOneOfACombination() throws IOException {
        // Given
        InMemoryRows lines = RuleFinderTest.lines(400);
        TableRules computed = RuleFinderTest.find(lines);
        ValueFormat number = new ValueFormat.WholeNumber(1);
        TableRules together = new TableRules(
                "lines",
                List.of(new Combination(
                        List.of("quantity", "days"),
                        List.of(number, number),
                        List.of(new Combination.Cells(List.of("1", "2"), 9)))));

        // Then
        assertThat(errors(lines, computed, "amount"))
                .containsExactly(
                        "Column lines.amount is made from quantity and price, so it can't be given: give quantity"
                                + " and price.");
        assertThat(errors(lines, together, "days"))
                .containsExactly("Column lines.days is made together with quantity, so it can't be given.");
        assertThat(errors(lines, together, "quantity"))
                .containsExactly("Column lines.quantity is made together with days, so it can't be given.");
    }

    private static List<String> errors(InMemoryRows lines, TableRules made, String column) throws IOException {
        TableTransform learned =
                TableTransform.fit(new ResidualRows(lines, made, ParentCells.NONE), Set.of(), OPTIONS, new Seed(1));
        return new Wishes(Map.of("lines", Map.of(column, "1")), Map.of(), 1, 1).errors(lines.metadata(), learned, made);
    }
}
