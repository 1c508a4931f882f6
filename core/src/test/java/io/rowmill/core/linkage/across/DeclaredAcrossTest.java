package io.rowmill.core.linkage.across;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.RemadeRows.Database;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.rules.DeclaredMerger;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredAcrossTest {
    private static final int TABLES = 100;
    private static final String COLUMNS =
            """
            {"tables": {
              "p": {"primary_key": "id", "columns": {"id": {"sdtype": "id"}, "price": {"sdtype": "numerical"},
                "least": {"sdtype": "numerical"}, "most": {"sdtype": "numerical"}, "since": {"sdtype": "datetime"},
                "town": {"sdtype": "text"}}},
              "t": {"columns": {"key": {"sdtype": "id"}, "quantity": {"sdtype": "numerical"},
                "amount": {"sdtype": "numerical"}, "offer": {"sdtype": "numerical"}, "ordered": {"sdtype": "datetime"},
                "place": {"sdtype": "text"}}}},
             "relationships": [{"parent_table_name": "p", "parent_primary_key": "id", "child_table_name": "t",
               "child_foreign_key": "key"}],
             "constraints": [%s]}
            """;
    private static final String RULES =
            """
            {"constraint": "Inequality", "table_name": "p",
             "parameters": {"low_column_name": "least", "high_column_name": "most"}},
            {"constraint": "Expression", "table_name": "t", "parameters": {"expression":
             "amount = quantity * p.price / 3 and offer >= p.least and offer <= p.most and p.since < ordered and place = p.town"}}
            """;
    private static final ValueFormat CENTS = new ValueFormat.Decimal(2, 2);

    @TempDir
    Path dir;

    private static DatabaseMetadata metadata(String constraints) {
        return MetadataJson.read(COLUMNS.formatted(constraints), "metadata.json")
                .metadata();
    }

    private static BigDecimal amount(BigDecimal price, long quantity) {
        return price.multiply(BigDecimal.valueOf(quantity))
                .divide(BigDecimal.valueOf(3), 10, RoundingMode.HALF_UP)
                .setScale(2, RoundingMode.HALF_UP);
    }

    private static Database tables(Random random, int rows) {
        int[] least = random.ints(RemadeRows.PARENTS, 0, 40).toArray();
        int[] range = random.ints(RemadeRows.PARENTS, 0, 9).toArray();
        int[] cents = random.ints(RemadeRows.PARENTS, 1, 9_000).toArray();
        int[] since = random.ints(RemadeRows.PARENTS, 0, 400).toArray();
        int[] towns = random.ints(RemadeRows.PARENTS, 0, 90).toArray();
        TestTable parent = new TestTable(RemadeRows.PARENTS)
                .with("price", Sdtype.NUMERICAL, CENTS, i -> BigDecimal.valueOf(cents[i], 2))
                .number("least", i -> least[i])
                .number("most", i -> least[i] + range[i])
                .date("since", i -> LocalDate.of(2020, 1, 1).plusDays(since[i]))
                .text("town", i -> "some town " + towns[i]);
        int[] up = random.ints(rows, 0, RemadeRows.PARENTS).toArray();
        int[] quantities = random.ints(rows, 1, 13).toArray();
        TestTable child = new TestTable(rows)
                .number("quantity", i -> quantities[i])
                .with(
                        "amount",
                        Sdtype.NUMERICAL,
                        CENTS,
                        i -> amount(BigDecimal.valueOf(cents[up[i]], 2), quantities[i]))
                .number("offer", i -> least[up[i]] + random.nextInt(range[up[i]] + 1))
                .date("ordered", i -> LocalDate.of(2020, 1, 2).plusDays(since[up[i]] + random.nextInt(60)))
                .text("place", i -> "some town " + towns[up[i]]);
        return new Database(child, parent, up);
    }

    private DeclaredRules check(Database database, DatabaseMetadata metadata) throws IOException {
        return new DeclaredAcross(metadata, "t")
                .check(
                        database.child().typed(),
                        List.of(new AcrossRules.Parent(
                                "t.key->p",
                                database.parents().get(0).index(),
                                database.parent().typed())),
                        new Protection(5, 5),
                        dir.resolve("declared"));
    }

    @Test
    void rowsKeepWhatIsDeclaredOfThemAndWhateverParents() throws IOException {
        DatabaseMetadata metadata = metadata(RULES);
        for (int i = 0; i < TABLES; i++) {
            // Given
            Random random = new Random(i);
            Database database = tables(random, 60 + random.nextInt(300));

            // When
            TableRules rules = DeclaredMerger.merge(TableRules.none("t"), check(database, metadata));
            Map<String, Object[]> made = RemadeRows.of(
                    new Database(database.child(), database.parent(), database.up(), "t.key->p"), rules, random, dir);

            // Then
            for (int row = 0; row < made.get("offer").length; row++) {
                if (made.get("key->price")[row] != null) {
                    assertThat(made.get("amount")[row])
                            .isEqualTo(
                                    amount((BigDecimal) made.get("key->price")[row], (Long) made.get("quantity")[row]));
                    assertThat((Long) made.get("offer")[row])
                            .isBetween((Long) made.get("key->least")[row], (Long) made.get("key->most")[row]);
                    assertThat((LocalDate) made.get("ordered")[row]).isAfter((LocalDate) made.get("key->since")[row]);
                    assertThat(made.get("place")[row]).isEqualTo(made.get("key->town")[row]);
                }
            }
        }
    }

    @Test
    void aParentsPriceIsComputedWithHoweverItIsSpelled() throws IOException {
        // Given
        TestTable parent = new TestTable(RemadeRows.PARENTS)
                .with(
                        "price",
                        Sdtype.NUMERICAL,
                        new Spellings(List.of(CENTS), List.of("NA")),
                        i -> i % 5 == 0 ? "NA" : BigDecimal.valueOf(i + 100L, 2));
        int[] up = new Random(1).ints(60, 0, RemadeRows.PARENTS).toArray();
        TestTable child = new TestTable(up.length)
                .number("quantity", i -> 3)
                .with(
                        "amount",
                        Sdtype.NUMERICAL,
                        CENTS,
                        i -> up[i] % 5 == 0 ? null : BigDecimal.valueOf(3 * (up[i] + 100L), 2));
        DatabaseMetadata metadata = metadata("{\"constraint\": \"Expression\", \"table_name\": \"t\","
                + " \"parameters\": {\"expression\": \"amount = quantity * p.price\"}}");

        // When
        DeclaredRules rules = check(new Database(child, parent, up), metadata);

        // Then
        assertThat(rules.derivations().get("amount")).singleElement().satisfies(d -> assertThat(d.sources())
                .contains(new Source(List.of("t.key->p"), "price")));
    }

    @Test
    void whatRowsBreakIsSaidWithTheFirstOfThem() {
        // Given
        DatabaseMetadata metadata = metadata(
                """
                {"constraint": "Expression", "table_name": "t", "parameters": {"expression": "amount < p.price"}},
                {"constraint": "Expression", "table_name": "t", "parameters": {"expression": "quantity > p.most + 100"},
                 "strict": false}
                """);
        Database database = tables(new Random(1), 60);

        // Then
        assertThatThrownBy(() -> check(database, metadata))
                .hasMessageStartingWith("broken-constraints: Table t: ")
                .hasMessageContaining(" rows break Constraint 1 (Expression of table t), first rows ")
                .hasMessageNotContaining("Constraint 2");
    }

    @Test
    void whatIsNotStrictIsAWarning() throws IOException {
        // Given
        DatabaseMetadata metadata = metadata(
                "{\"constraint\": \"Expression\", \"table_name\": \"t\", \"strict\": false, \"parameters\": {\"expression\":"
                        + " \"quantity > p.most + 100\"}}");

        // When
        DeclaredRules rules = check(tables(new Random(1), 60), metadata);

        // Then
        assertThat(rules.derivations()).isEmpty();
        assertThat(rules.warnings())
                .containsExactly(
                        "Table t: 60 rows break Constraint 1 (Expression of table t), first rows 1, 2, 3, 4, 5, …."
                                + " Synthetic rows may break it, too.");
    }

    @Test
    void aRunWithABaseIsComparedToo() throws IOException {
        // Given
        Database database = tables(new Random(1), 60);
        List<AcrossRules.Parent> parents = List.of(new AcrossRules.Parent(
                "t.key->p", database.parents().get(0).index(), database.parent().typed()));
        Path scratch = dir.resolve("compared");
        String broken =
                "{\"constraint\": \"Expression\", \"table_name\": \"t\", \"parameters\": {\"expression\": \"offer > p.most\"}}";

        // Then
        new DeclaredAcross(metadata(RULES), "t").compare(database.child().typed(), parents, scratch);
        assertThatThrownBy(() -> new DeclaredAcross(metadata(broken), "t")
                        .compare(database.child().typed(), parents, scratch))
                .hasMessageStartingWith(
                        "broken-constraints: Table t: 60 rows break Constraint 1 (Expression of table t)");
    }

    @Test
    void aParentThatIsChosenLaterCannotBeRead() {
        assertThatThrownBy(() -> new DeclaredAcross(metadata(RULES), "t").requireKnown(Set.of("t.other->p")))
                .hasMessage(
                        "unkept-constraints: Constraint 2 (Expression of table t) can't be kept: the row that key refers"
                                + " to is chosen only after the columns of a row are made; set 'driver' of this relationship to"
                                + " true, or leave the constraint out.");
    }
}
