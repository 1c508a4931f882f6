package io.rowmill.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataJsonTest {
    private static final DatabaseMetadata SHOP = new DatabaseMetadata(
            List.of(
                    new TableMetadata(
                            "customer",
                            List.of(
                                    ColumnMetadata.of("id", Sdtype.ID),
                                    ColumnMetadata.of("country", Sdtype.CATEGORICAL),
                                    new ColumnMetadata("mail", Sdtype.UNKNOWN, "email", true, Optional.empty())),
                            List.of("id")),
                    new TableMetadata(
                            "order line",
                            List.of(
                                    ColumnMetadata.of("customer_id", Sdtype.ID),
                                    ColumnMetadata.of("nr", Sdtype.ID),
                                    new ColumnMetadata(
                                            "day", Sdtype.DATETIME, "datetime", false, Optional.of("%Y-%m-%d"))),
                            List.of("customer_id", "nr"),
                            Optional.of("day"))),
            List.of(new Relationship(
                    "customer",
                    List.of("id"),
                    "order line",
                    List.of("customer_id"),
                    Optional.of(List.of("country")),
                    true)));

    @Test
    void whatIsWrittenIsReadBackEqual() {
        // When
        MetadataFindings read = MetadataJson.read(MetadataJson.write(SHOP), "metadata.json");

        // Then
        assertThat(read.metadata()).isEqualTo(SHOP);
        assertThat(read.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind", "baseball", "berka_trans"})
    void metadataOfRealDatabasesIsValid(String name) throws IOException {
        // Given
        Path file = SharedData.folder(name).resolve("metadata.json");

        // When
        DatabaseMetadata metadata =
                MetadataJson.read(Files.readString(file), "metadata.json").metadata();

        // Then
        assertThat(MetadataJson.read(MetadataJson.write(metadata), "again").metadata())
                .isEqualTo(metadata);
    }

    @Test
    void aPublicTableIsReadAndWrittenAndRefersToPublicTablesOnly() {
        // Given
        String json =
                """
                {"tables": {
                  "country": {"columns": {"code": {"sdtype": "id"}}, "primary_key": "code", "public": true},
                  "owner": {"columns": {"id": {"sdtype": "id"}}, "primary_key": "id"},
                  "city": {"columns": {"id": {"sdtype": "id"}, "country": {"sdtype": "id"}, "owner": {"sdtype": "id"},
                    "mayor": {"sdtype": "name", "pii": true}}, "primary_key": "id", "public": %s}},
                 "relationships": [
                  {"parent_table_name": "country", "parent_primary_key": "code",
                   "child_table_name": "city", "child_foreign_key": "country"},
                  {"parent_table_name": "owner", "parent_primary_key": "id",
                   "child_table_name": "city", "child_foreign_key": "owner"}]}
                """;

        // When
        DatabaseMetadata learned =
                MetadataJson.read(json.formatted("false"), "metadata.json").metadata();
        List<String> errors =
                MetadataJson.inspect(json.formatted("true"), "metadata.json").errors();
        List<String> unclear =
                MetadataJson.inspect(json.formatted("\"yes\""), "metadata.json").errors();

        // Then
        assertThat(learned.isCopied("country")).isTrue();
        assertThat(learned.isCopied("city")).isFalse();
        assertThat(MetadataJson.read(MetadataJson.write(learned), "again").metadata())
                .isEqualTo(learned);
        assertThat(errors)
                .satisfiesExactlyInAnyOrder(e -> assertThat(e).contains("city", "mayor", "pii"), e -> assertThat(e)
                        .contains("city", "city.owner->owner", "declare that table as public"));
        assertThat(unclear).containsExactly("Table city: 'public' must be true or false.");
    }

    @Test
    void allErrorsAreReportedAtOnce() {
        // Given
        String json =
                """
                {"tables": {
                   "a": {"columns": {"id": {"sdtype": "id"}, "x": {"sdtype": 7}}, "primary_key": "idd"},
                   "b/..": {"columns": {"id": {"sdtype": "id"}, "id": {"sdtype": "id"}}, "primary_key": ["id"]},
                   "c": {"columns": {"a_id": {"sdtype": "id"}, "b_id": {"sdtype": "id"}}}},
                 "relationships": [
                   {"parent_table_name": "aa", "parent_primary_key": "id", "child_table_name": "c", "child_foreign_key": "a_id"},
                   {"parent_table_name": "a", "parent_primary_key": "x", "child_table_name": "c", "child_foreign_key": "a_di"},
                   {"parent_table_name": "b/..", "parent_primary_key": "id", "child_table_name": "c",
                    "child_foreign_key": ["a_id", "b_id"], "context_columns": ["nope"], "driver": true},
                   {"parent_table_name": "b/..", "parent_primary_key": "id", "child_table_name": "c",
                    "child_foreign_key": "b_id", "driver": true},
                   {"parent_table_name": "b/..", "parent_primary_key": "id", "child_table_name": "c", "child_foreign_key": "b_id"},
                   {"parent_table_name": 3, "child_table_name": "c", "child_foreign_key": [1]}]}
                """;

        // When
        List<String> errors = MetadataJson.inspect(json, "metadata.json").errors();

        // Then
        assertThat(String.join("\n", errors))
                .contains("Table a, column x: 'sdtype' must be a string")
                .contains(
                        "Table a: its primary key names column idd, which the table does not have (did you mean 'id'?)")
                .contains("Table name 'b/..' cannot be used")
                .contains("metadata.json, line 3: 'id' appears twice")
                .contains("there is no table aa (did you mean 'a'?)")
                .contains("names column a_di, which the table does not have (did you mean 'a_id'?)")
                .contains("it must refer to the primary key of a")
                .contains("the foreign key has 2 column(s), the key it refers to 1")
                .contains("context column nope is not a column of b/..")
                .contains("Table c has more than one driver")
                .contains("Relationship c.b_id->b/.. is described twice")
                .contains("Relationship 6: 'parent_table_name' must be a string")
                .contains("Relationship 6: 'parent_primary_key' is missing")
                .contains("Relationship 6: 'child_foreign_key' must be a column name or a list of column names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dya", "nr", "country"})
    void rowsAreOrderedByAColumnOfNumbersOrTimesThatIsThere(String column) {
        // Given
        String json =
                """
                {"tables": {"line": {"columns": {"nr": {"sdtype": "id"}, "day": {"sdtype": "datetime"},
                   "country": {"sdtype": "categorical"}}, "primary_key": "nr", "sequence_index": "%s"}}}
                """;

        // When
        List<String> errors =
                MetadataJson.inspect(json.formatted(column), "metadata.json").errors();

        // Then
        assertThat(errors).singleElement().asString().contains("Table line: its 'sequence_index'", column);
        assertThat(MetadataJson.inspect(json.formatted("day"), "metadata.json").errors())
                .isEmpty();
    }

    @Test
    void aContextColumnThatIsAKeyIsDroppedWithAWarning() {
        // Given
        Relationship r = SHOP.relationships().get(0);
        DatabaseMetadata metadata = new DatabaseMetadata(
                SHOP.tables(),
                List.of(new Relationship(
                        r.parentTable(),
                        r.parentKey(),
                        r.childTable(),
                        r.childKey(),
                        Optional.of(List.of("id", "country")),
                        true)));

        // When
        MetadataFindings findings = MetadataValidator.validate(metadata);

        // Then
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("context column id is ignored");
        assertThat(findings.metadata()).isEqualTo(SHOP);
    }

    @Test
    void aCycleOfIdentifyingKeysIsRejectedWithItsPath() {
        // Given
        DatabaseMetadata metadata =
                new DatabaseMetadata(List.of(keyOnly("a"), keyOnly("b")), List.of(link("a", "b"), link("b", "a")));

        // When
        List<String> errors = MetadataValidator.validate(metadata).errors();

        // Then
        assertThat(errors).singleElement().asString().contains("a → b → a");
    }

    @Test
    void textThatIsNotJsonIsRejectedWithItsPlaceAndWithoutItsContent() {
        // When / Then
        assertThatThrownBy(() -> MetadataJson.read("{\n \"tables\": secret }", "metadata.json"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("metadata.json, line 2, column")
                .hasMessageContaining("not valid JSON")
                .hasMessageNotContaining("secret");
    }

    @Test
    void randomTextNeverCausesAnythingButARejection() {
        // Given
        Random random = new Random(7);
        String valid = MetadataJson.write(SHOP);
        String alphabet = "{}[]\",:\\ntrue19 ";

        for (int i = 0; i < 5000; i++) {
            // When
            StringBuilder text = new StringBuilder(valid);
            for (int k = random.nextInt(6); k >= 0; k--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }

            // Then
            try {
                MetadataJson.read(text.toString(), "metadata.json");
            } catch (FailureException e) {
                assertThat(e.failure()).isInstanceOf(Failure.Rejected.class);
            }
        }
    }

    @Test
    void bytesAreUtf8WithOrWithoutAByteOrderMark() {
        // Given
        byte[] latin1 = "{\"tables\": {\"kündel\": 1}}".getBytes(StandardCharsets.ISO_8859_1);

        // Then
        assertThat(MetadataJson.text("\uFEFF{}".getBytes(StandardCharsets.UTF_8), "m.json"))
                .isEqualTo("{}");
        assertThatThrownBy(() -> MetadataJson.text(latin1, "m.json"))
                .hasMessageContaining("m.json is not UTF-8; save the file as UTF-8.");
    }

    @Test
    void aForeignKeyIsOfTheTypeOfTheKeyItRefersTo() {
        // Given
        TableMetadata parent = keyOnly("parent");
        TableMetadata child = new TableMetadata("child", List.of(ColumnMetadata.of("id", Sdtype.DATETIME)), List.of());

        // When
        MetadataFindings findings = MetadataValidator.validate(
                new DatabaseMetadata(List.of(parent, child), List.of(link("parent", "child"))));

        // Then
        assertThat(findings.errors())
                .containsExactly(
                        "Relationship child.id->parent: column id of child is of type datetime, the column id of"
                                + " parent it refers to is of type id; declare both alike.");
    }

    @Test
    void tablesThatDifferByCaseOnlyAreAWarning() {
        // When
        MetadataFindings findings = MetadataValidator.validate(
                new DatabaseMetadata(List.of(keyOnly("order"), keyOnly("Order")), List.of()));

        // Then
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().startsWith("Tables order and Order differ by case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"tables\":[]}", "{\"tables\":{\"a\":3}}"})
    void documentsOfAnotherShapeAreRejected(String json) {
        // When / Then
        assertThat(MetadataJson.inspect(json, "metadata.json").errors()).isNotEmpty();
    }

    @Test
    void whyAKeyWasGuessedIsWrittenAndIgnoredByTheReader() {
        // Given
        DatabaseMetadata metadata =
                new DatabaseMetadata(List.of(keyOnly("parent"), keyOnly("child")), List.of(link("parent", "child")));
        List<KeyGuess> guesses = List.of(
                new KeyGuess("parent", List.of("id"), Optional.empty(), 0.954, "unique", true),
                new KeyGuess("parent", List.of("id"), Optional.of("child"), 0, "the other way round", false));

        // When
        String json = MetadataJson.write(metadata, guesses);

        // Then
        assertThat(MetadataJson.read(json, "m.json").metadata()).isEqualTo(metadata);
        assertThat(json.replaceAll("\\s+", " "))
                .startsWith(MetadataJson.write(metadata).replaceAll("\\s+", " ").replaceAll(" }$", ""))
                .contains(
                        "\"guesses\" : [ { \"table\" : \"parent\", \"primary_key\" : \"id\", \"confidence\" : 0.95, \"reason\" : \"unique\" } ]",
                        "\"dropped\" : [ { \"table\" : \"parent\", \"foreign_key\" : \"id\", \"parent_table_name\" : \"child\", \"reason\" : \"the other way round\" } ]");
    }

    @Test
    void aLengthIsWrittenAndReadAndMustBeAWholeNumber() {
        // Given
        DatabaseMetadata metadata = new DatabaseMetadata(
                List.of(new TableMetadata(
                        "t", List.of(ColumnMetadata.of("code", Sdtype.TEXT).withMaxLength(3)), List.of())),
                List.of());
        String json = MetadataJson.write(metadata);

        // When / Then
        assertThat(MetadataJson.read(json, "again").metadata()).isEqualTo(metadata);
        for (String wrong : List.of("0", "2.5", "\"3\"", "[3]")) {
            assertThat(MetadataJson.inspect(json.replace(": 3", ": " + wrong).replace(":3", ":" + wrong), "wrong")
                            .errors())
                    .as(wrong)
                    .containsExactly("Table t, column code: 'max_length' must be a whole number from 1.");
        }
    }

    @Test
    void labelsAreWrittenAndReadAndMustBeTexts() {
        // Given
        ColumnMetadata mood = ColumnMetadata.of("mood", Sdtype.CATEGORICAL).withLabels(List.of("sad", "ok"));
        DatabaseMetadata metadata =
                new DatabaseMetadata(List.of(new TableMetadata("t", List.of(mood), List.of())), List.of());

        // When
        String json = MetadataJson.write(metadata);

        // Then
        assertThat(MetadataJson.read(json, "m.json").metadata()).isEqualTo(metadata);
        assertThat(MetadataJson.inspect(json.replace("\"ok\"", "7"), "m.json").errors())
                .containsExactly("Table t, column mood: 'labels' must be a list of strings.");
        assertThat(MetadataJson.inspect(json.replaceAll("\\[[^\\]]*ok[^\\]]*\\]", "\"ok\""), "m.json")
                        .errors())
                .containsExactly("Table t, column mood: 'labels' must be a list of strings.");
    }

    private static TableMetadata keyOnly(String name) {
        return new TableMetadata(name, List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));
    }

    private static Relationship link(String parent, String child) {
        return new Relationship(parent, List.of("id"), child, List.of("id"), Optional.empty(), false);
    }
}
