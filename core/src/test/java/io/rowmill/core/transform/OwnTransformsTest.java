package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnTransformsTest {
    private static TransformOptions options(Encoding encoding, String transform) {
        return new TransformOptions(
                NullStrategy.MODEL, 10, encoding, Locale.ENGLISH, Protection.OFF, Map.of("c", transform));
    }

    private static List<String> prices() {
        List<String> cells = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> cells.add(i * 3 + "," + (10 + i % 90) + " EUR"));
        cells.add(null);
        return cells;
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aColumnIsLearnedAsTheUsersClassWritesItAndComesBackAsItWasWritten(Encoding encoding) throws Exception {
        // Given
        List<String> cells = prices();
        InMemoryRows rows = Tables.ofOne(Sdtype.CATEGORICAL, cells);
        ObjectMapper json = new ObjectMapper();

        // When
        TableTransform fitted = Transforms.fit(rows, options(encoding, "euro"), Set.of());
        TableTransform transform = json.readValue(json.writeValueAsString(fitted), TableTransform.class);
        List<String> decoded = Transforms.cells(
                transform, transform.decode(Transforms.encode(transform, rows), 0, Transforms.SEED), "c");

        // Then
        assertThat(transform.parts("c").get(0).width()).isLessThan(110);
        assertThat(transform.feature("c", Transforms.encode(transform, rows).parts()))
                .isInstanceOf(Feature.Numeric.class);
        assertThat(decoded.get(500)).isNull();
        for (int i = 0; i < 500; i++) {
            assertThat(decoded.get(i)).matches("\\d+,\\d\\d? EUR");
            assertThat(amount(decoded.get(i)))
                    .isBetween(amount(cells.get(i)) - A_TENTH, amount(cells.get(i)) + A_TENTH);
        }
    }

    /** Of the amounts' span: 500 rows teach ten ranges. */
    private static final double A_TENTH = 160;

    private static double amount(String cell) {
        return Double.parseDouble(new EuroTransform().write(cell));
    }

    @Test
    void aTransformThatIsNotThereAndAValueItCannotWriteAreRejected() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.CATEGORICAL, "1,00 EUR", "secret", "2,00 EUR");

        // When, Then
        assertThatThrownBy(() -> Transforms.fit(rows, options(Encoding.NORMALIZED, "dollar"), Set.of()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("there is no transform 'dollar'")
                .hasMessageContaining("euro");
        assertThatThrownBy(() -> Transforms.fit(rows, options(Encoding.NORMALIZED, "euro"), Set.of()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Table t, column c: transform euro can't write 1 value (first in row 2).")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theSettingNamesLearnedColumnsOnceEach() {
        // Given
        TableMetadata table = new TableMetadata(
                "t",
                List.of(
                        ColumnMetadata.of("id", Sdtype.ID),
                        ColumnMetadata.of("price", Sdtype.CATEGORICAL),
                        ColumnMetadata.of("name", Sdtype.TEXT)),
                List.of());

        // When, Then
        assertThat(ChosenTransforms.parse("price:euro, a:b:c")).isEqualTo(Map.of("price", "euro", "a:b", "c"));
        assertThat(ChosenTransforms.parse("none")).isEmpty();
        assertThat(ChosenTransforms.errors(table, Set.of("id"), "price:euro")).isEmpty();
        assertThat(ChosenTransforms.errors(table, Set.of("id"), "price")).hasSize(1);
        assertThat(ChosenTransforms.errors(table, Set.of("id"), "id:euro,name:euro,prize:euro"))
                .hasSize(3)
                .anyMatch(e -> e.contains("prize, which it doesn't have"))
                .anyMatch(e -> e.contains("column name") && e.contains("sdtype categorical in the metadata"));
    }
}
