package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Constraint.Support;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoundRuleTest {
    private static final int ROWS = 2_000;

    static Stream<IntFunction<String>> cells() {
        return Stream.of(
                i -> i % 6 == 0 ? "NA" : i * 37 % 9_000 + ".25",
                i -> i * 37 % 9_000 + (i % 3 == 0 ? " kg" : " lb"),
                i -> DeclaredRowsTest.duration(i * 37 % 9_000));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void equalCellsAreCountedHoweverTheyAreWritten(IntFunction<String> cells) throws IOException {
        // Given
        TableMetadata table = new TableMetadata(
                "t",
                List.of(ColumnMetadata.of("a", Sdtype.NUMERICAL), ColumnMetadata.of("b", Sdtype.NUMERICAL)),
                List.of());
        List<String[]> cellsOfRows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            cellsOfRows.add(new String[] {cells.apply(row), cells.apply(row)});
        }
        InMemoryRows rows = new InMemoryRows(table, cellsOfRows);
        Map<String, ValueFormat> formats = TableTransform.formats(rows, Set.of());

        // When
        TableRules rules = RuleFinder.find(rows, formats, Set.of(), new Protection(5, 5), true);
        List<FoundRule> found = FoundRule.of(rows, formats, rules);

        // Then
        assertThat(found).singleElement().satisfies(rule -> {
            assertThat(rule.derivation()).isInstanceOf(Derivation.Copy.class);
            assertThat(rule.support()).contains(new Support(ROWS, ROWS));
        });
    }
}
