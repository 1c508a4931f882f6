package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StruckRulesTest {
    private static final String METADATA =
            """
            {"tables": {"t": {"columns": {"a": {"sdtype": "datetime"}, "b": {"sdtype": "datetime"},
              "city": {"sdtype": "categorical"}, "land": {"sdtype": "categorical"}, "p": {"sdtype": "numerical"},
              "q": {"sdtype": "numerical"}, "s": {"sdtype": "numerical"}}}},
             "constraints": [%s]}
            """;

    private static InMemoryRows rows(DatabaseMetadata database) {
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 500; row++) {
            LocalDate a = RuledSamplingTest.day(random);
            int city = random.nextInt(12);
            int p = random.nextInt(900);
            int q = random.nextInt(700);
            rows.add(new String[] {
                a.toString(),
                a.plusDays(random.nextInt(30)).toString(),
                "city" + city,
                "land" + city % 4,
                "" + p,
                "" + q,
                "" + (p + q)
            });
        }
        return new InMemoryRows(database.table("t"), rows);
    }

    private static List<String> made(String constraints) throws IOException {
        DatabaseMetadata database = MetadataJson.read(METADATA.formatted(constraints), "metadata.json")
                .metadata();
        return DeclaredRowsTest.rules(rows(database), database).derivations().stream()
                .map(Derivation::column)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b    | {'constraint': 'Inequality', 'parameters': {'low_column_name': 'a', 'high_column_name': 'b'}",
                "city | {'constraint': 'FixedCombinations', 'parameters': {'column_names': ['land', 'city']}",
                "s    | {'constraint': 'Expression', 'parameters': {'expression': 's = p + q'}"
            },
            quoteCharacter = '#')
    void aRuleThatIsStruckIsNotFound(String column, String constraint) throws IOException {
        // Given
        String struck = constraint.replace('\'', '"') + ", \"keep\": false}";

        // Then
        assertThat(made("")).contains(column);
        assertThat(made(struck)).doesNotContain(column);
        assertThat(made(struck)).hasSizeGreaterThan(1);
    }

    @Test
    void anOrderThatManyRowsBreakKeepsItsShareOfExceptions() throws IOException {
        // Given
        DatabaseMetadata database = MetadataJson.read(
                        METADATA.formatted("{\"constraint\": \"Expression\", \"strict\": false, \"parameters\":"
                                + " {\"expression\": \"p <= q\"}}"),
                        "metadata.json")
                .metadata();
        InMemoryRows source = rows(database);

        // When
        List<String[]> made = RuledSamplingTest.sample(source, DeclaredRowsTest.rules(source, database));

        // Then
        assertThat(broken(source.rows())).isGreaterThan(0.4);
        assertThat(broken(made)).isCloseTo(broken(source.rows()), Offset.offset(0.05));
    }

    private static double broken(List<String[]> rows) {
        return rows.stream()
                        .filter(r -> Integer.parseInt(r[4]) > Integer.parseInt(r[5]))
                        .count()
                / (double) rows.size();
    }
}
