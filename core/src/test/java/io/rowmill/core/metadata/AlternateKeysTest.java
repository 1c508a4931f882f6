package io.rowmill.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlternateKeysTest {
    private static final String ACCOUNTS =
            """
            {"tables": {
               "tenant": {"columns": {"id": {"sdtype": "id"}}, "primary_key": "id"},
               "account": {"columns": {"id": {"sdtype": "id"}, "tenant_id": {"sdtype": "id"}, "code": {"sdtype": "id"},
                 "city": {"sdtype": "categorical"}, "size": {"sdtype": "numerical"}, "uuid": {"sdtype": "id"}},
                 "primary_key": "id", "alternate_keys": %s},
               "login": {"columns": {"account": {"sdtype": "id"}}}},
             "relationships": [
               {"parent_table_name": "tenant", "parent_primary_key": "id",
                "child_table_name": "account", "child_foreign_key": "tenant_id"},
               {"parent_table_name": "account", "parent_primary_key": "uuid",
                "child_table_name": "login", "child_foreign_key": "account"}]}""";

    private static MetadataFindings read(String keys) {
        return MetadataJson.inspect(ACCOUNTS.formatted(keys), "m.json");
    }

    private static AlternateKeys of(String keys) {
        return AlternateKeys.of(read(keys).metadata(), "account");
    }

    @Test
    void keysOfOneOrSeveralColumnsAreReadAndWrittenBackEqual() {
        // When
        DatabaseMetadata metadata =
                read("[\"uuid\", [\"size\"], [\"tenant_id\", \"code\"]]").metadata();

        // Then
        assertThat(metadata.table("account").alternateKeys())
                .containsExactly(List.of("uuid"), List.of("size"), List.of("tenant_id", "code"));
        assertThat(MetadataJson.read(MetadataJson.write(metadata), "again").metadata())
                .isEqualTo(metadata);
        assertThat(metadata.keyColumns("account")).containsExactly("id", "tenant_id", "uuid");
    }

    @Test
    void everyMistakeInAKeyIsASentence() {
        // When
        List<String> errors = read("[\"uuid\", \"cod\", [\"id\"], [], [\"size\", \"size\"], [\"uuid\"], 7]")
                .errors();

        // Then
        assertThat(errors)
                .containsExactlyInAnyOrder(
                        "Table account: 'alternate_keys', entry 4 names no column.",
                        "Table account: 'alternate_keys', entry 7 must be a column name or a list of column names.",
                        "Table account: its alternate key cod names column cod, which the table does not have (did you mean 'code'?).",
                        "Table account: its alternate key id is its primary key or is named twice; name each key once.",
                        "Table account: its alternate key size, size names column size twice.",
                        "Table account: its alternate key uuid is its primary key or is named twice; name each key once.");
        assertThat(read("\"uuid\"").errors())
                .contains(
                        "Table account: 'alternate_keys' must be a list of column names, or of lists of column names.");
    }

    @Test
    void aForeignKeyRefersToAKey() {
        assertThat(read("[]").errors())
                .containsExactly("Relationship login.account->account: it must refer to the primary key of account,"
                        + " which is id, or to one of its 'alternate_keys'; name uuid there if its values are unique.");
    }

    @Test
    void aSingleColumnIsUniqueUnlessLinkageMakesIt() {
        // When
        AlternateKeys keys = of("[\"uuid\", \"size\", \"city\", \"tenant_id\"]");

        // Then
        assertThat(keys.uniqueColumns()).containsExactly("size", "city");
        assertThat(keys.notKept()).as("one account per tenant").containsExactly(List.of("tenant_id"));
    }

    @Test
    void severalColumnsAreUniqueIfOneOfThemIsMadeUp() {
        // When
        AlternateKeys keys = of(
                "[\"uuid\", [\"tenant_id\", \"code\"], [\"tenant_id\", \"id\"], [\"city\", \"size\"], [\"city\", \"code\"]]");

        // Then
        assertThat(keys.uniqueColumns()).containsExactly("code");
        assertThat(keys.notKept()).as("learned columns stay learned").containsExactly(List.of("city", "size"));
    }

    @Test
    void whatIsNotKeptIsAWarning() {
        assertThat(read("[\"uuid\", [\"tenant_id\", \"size\"], [\"city\", \"size\"]]")
                        .warnings())
                .containsExactly("Table account: the alternate key (city, size) is not kept yet:"
                        + " synthetic rows may repeat values of it.");
    }

    @Test
    void aNumberWithinTheRowsOfOneParentIsKept() {
        // When
        AlternateKeys keys =
                of("[\"uuid\", [\"tenant_id\", \"size\"], [\"tenant_id\", \"city\"], [\"city\", \"size\"]]");

        // Then
        assertThat(keys.separated()).containsExactly(List.of("tenant_id", "size"));
        assertThat(keys.notKept())
                .as("there may be too few cities, and rows of one city are in different chunks")
                .containsExactly(List.of("tenant_id", "city"), List.of("city", "size"));
        assertThat(keys.distinguishing()).containsExactly("tenant_id", "size", "city");
    }

    @Test
    void whichOfSeveralParentsMakesTheRowsIsCertainIfItIsDeclared() {
        // Given
        String json =
                """
                {"tables": {
                   "tenant": {"columns": {"id": {"sdtype": "id"}}, "primary_key": "id"},
                   "shop": {"columns": {"id": {"sdtype": "id"}}, "primary_key": "id"},
                   "bill": {"columns": {"id": {"sdtype": "id"}, "tenant": {"sdtype": "id"}, "shop": {"sdtype": "id"},
                     "no": {"sdtype": "numerical"}}, "primary_key": "id", "alternate_keys": [["tenant", "no"], ["shop", "no"]]}},
                 "relationships": [
                   {"parent_table_name": "tenant", "parent_primary_key": "id",
                    "child_table_name": "bill", "child_foreign_key": "tenant"%s},
                   {"parent_table_name": "shop", "parent_primary_key": "id",
                    "child_table_name": "bill", "child_foreign_key": "shop"}]}""";

        // When // Then
        assertThat(separated(json.formatted(""))).isEmpty();
        assertThat(separated(json.formatted(", \"driver\": true"))).containsExactly(List.of("tenant", "no"));
    }

    private static List<List<String>> separated(String json) {
        return AlternateKeys.of(MetadataJson.inspect(json, "m.json").metadata(), "bill")
                .separated();
    }

    @Test
    void aPairOfTypeAndIdThatIsNoKeyIsAWarning() {
        // Given
        String json =
                """
                {"tables": {"note": {"columns": {"id": {"sdtype": "id"}, "subject_id": {"sdtype": "id"},
                  "subject_type": {"sdtype": "categorical"}, "kind_id": {"sdtype": "id"}}, "primary_key": "id"}}}""";

        // When / Then
        assertThat(MetadataJson.inspect(json, "m.json").warnings())
                .containsExactly(
                        "Table note: columns subject_type and subject_id look like a reference to rows of several"
                                + " tables, which is not resolved: values of subject_id are not those of rows.");
    }
}
