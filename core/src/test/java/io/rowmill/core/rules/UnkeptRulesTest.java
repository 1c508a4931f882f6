package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that can't be kept because of how their columns are written or made: they are named, and nothing is thrown later. */
class UnkeptRulesTest {
    private static final int ROWS = 60;

    private static DatabaseMetadata metadata(String expression) {
        return MetadataJson.read(
                        """
                        {"tables": {"t": {"columns": {"a": {"sdtype": "numerical"}, "b": {"sdtype": "numerical"},
                          "n": {"sdtype": "numerical"}, "m": {"sdtype": "numerical"}, "c": {"sdtype": "categorical"}}}},
                         "constraints": [{"constraint": "Expression", "table_name": "t",
                           "parameters": {"expression": "%s"}}]}
                        """
                                .formatted(expression),
                        "metadata.json")
                .metadata();
    }

    /** Two columns of lengths of time, a number, one with markers, and a long text. */
    private static InMemoryRows rows(DatabaseMetadata database) {
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String a = DeclaredRowsTest.duration(row * 100);
            String b = DeclaredRowsTest.duration(row * 100 + 7);
            rows.add(new String[] {a, b, row + ".25", row % 5 == 0 ? "NA" : row + ".25", "ab".repeat(20_000)});
        }
        return new InMemoryRows(database.table("t"), rows);
    }

    private static List<Outcome> check(String expression) throws IOException {
        DatabaseMetadata database = metadata(expression);
        InMemoryRows rows = rows(database);
        return DeclaredRules.check(rows, database, TableTransform.formats(rows, Set.of()));
    }

    private static void declare(String expression) throws IOException {
        DatabaseMetadata database = metadata(expression);
        InMemoryRows rows = rows(database);
        Map<String, ValueFormat> formats = TableTransform.formats(rows, Set.of());
        DeclaredRules.of(rows, database, formats, new Protection(5, 5), Above.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a > 0", "a < n", "n = a * 2", "n > 0 and a >= n", "a is not null and n < b - a"})
    void lengthsOfTimeAreNoNumbers(String expression) {
        assertThatThrownBy(() -> check(expression))
                .hasMessageMatching(
                        "unkept-constraints: Constraint 1 \\(Expression of table t\\) can't be kept: column [ab]"
                                + " holds lengths of time, which are no numbers; leave the constraint out\\..*");
    }

    @ParameterizedTest
    @CsvSource({"a is not null, 0", "a < b, 0", "a > b, 60", "a = b, 60", "m = n, 0", "m = n + 1, 48"})
    void otherCellsThanNumbersAreCompared(String expression, int broken) throws IOException {
        assertThat(check(expression)).singleElement().satisfies(o -> assertThat(o.broken())
                .isEqualTo(broken));
    }

    @Test
    void whatCannotBeMovedIsNamed() {
        assertThatThrownBy(() -> declare("a < b"))
                .hasMessageContaining(" holds lengths of time, so that a declared rule can't move its values");
        assertThatThrownBy(() -> declare("m <= 100"))
                .hasMessageContaining("column m is written in several ways, so that a declared rule can't move its");
        assertThatThrownBy(() -> declare("m = n + 0"))
                .hasMessageContaining("column m is not written as what it is computed of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n is not null", "n <= a", "n = a", "n > 7"})
    void noRuleNamesAColumnWithATransformOfItsOwn(String expression) {
        // Given
        DatabaseMetadata database = metadata(expression);

        // Then
        String message = "unkept-constraints: Table t: column n has a transform of its own, so that no declared rule"
                + " can name it; leave one of them out.";
        assertThatThrownBy(() -> DeclaredRules.requireNone(Set.of("n"), database, "t"))
                .hasMessage(message);
        assertThatThrownBy(() -> DeclaredRules.check(rows(database), database, Map.of("a", new ValueFormat.Text())))
                .hasMessage(message);
    }

    @Test
    void aPatternThatTakesTooManyStepsIsNamedWithoutTheCell() {
        assertThatThrownBy(() -> check("c matches '(a|b)*'"))
                .hasMessage("unkept-constraints: Constraint 1 (Expression of table t) can't be checked: its regular"
                        + " expression takes too many steps for a long text.");
    }
}
