package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell is given, and declared rules say that it isn't below others of its row. */
class GivenBelowDeclaredTest {
    private static final long LEAST = 20;
    private static final Given GIVEN = new Given() {
        @Override
        public boolean is(String column, int row) {
            return column.equals("c");
        }

        @Override
        public @Nullable Object value(String column, int row) {
            return LEAST;
        }
    };

    private static DatabaseMetadata database(boolean together) {
        String combinations =
                "{\"constraint\": \"FixedCombinations\", \"parameters\": {\"column_names\": [\"a\", \"b\"]}}, ";
        return MetadataJson.read(
                        "{\"tables\": {\"t\": {\"columns\": {\"a\": {\"sdtype\": \"categorical\"}, \"b\": {\"sdtype\":"
                                + " \"numerical\"}, \"c\": {\"sdtype\": \"numerical\"}}}}, \"constraints\": ["
                                + (together ? combinations : "")
                                + "{\"constraint\": \"Inequality\", \"parameters\": {\"low_column_name\": \"b\","
                                + " \"high_column_name\": \"c\"}}]}",
                        "metadata.json")
                .metadata();
    }

    @ParameterizedTest
    @CsvSource({
        "a plain number, false",
        "a number beside others, true",
        "a number with markers, false",
        "an exponent, false"
    })
    void rowsAreMadeWhateverTheLesserColumnIs(String kind, boolean together) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 400; row++) {
            int b = 10 + random.nextInt(80);
            rows.add(new String[] {"a" + random.nextInt(4), cell(kind, b, row), "" + (b + random.nextInt(30))});
        }
        DatabaseMetadata database = database(together);
        InMemoryRows source = new InMemoryRows(database.table("t"), rows);

        // When
        List<String[]> made = RuledSamplingTest.sample(source, DeclaredRowsTest.rules(source, database), GIVEN);

        // Then: a number that nothing else makes gives way
        assertThat(made).hasSameSizeAs(rows).allMatch(row -> row[2].equals("" + LEAST));
        if (kind.equals("a plain number")) {
            assertThat(made).allMatch(row -> Long.parseLong(row[1]) <= LEAST);
        }
    }

    private static String cell(String kind, int b, int row) {
        return switch (kind) {
            case "a number with markers" -> row % 9 == 0 ? "n/a" : row % 5 == 0 ? b + " kg" : b + " lb";
            case "an exponent" -> b / 10 + "." + b % 10 + "E+01";
            default -> "" + b;
        };
    }
}
