package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableFacts;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.model.Model;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Siblings;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.csv.CsvDialect;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParentRuledRowsTest {
    private static final String METADATA =
            """
            {"METADATA_SPEC_VERSION": "V1", "tables": {
              "shop": {"columns": {"id": {"sdtype": "id"}, "city": {"sdtype": "categorical"},
                "opened": {"sdtype": "numerical"}}, "primary_key": "id"},
              "visit": {"columns": {"shop_id": {"sdtype": "id"}, "city": {"sdtype": "categorical"},
                "year": {"sdtype": "numerical"}}}},
            "relationships": [{"parent_table_name": "shop", "parent_primary_key": "id",
              "child_table_name": "visit", "child_foreign_key": "shop_id"}]}
            """;
    private static final DatabaseMetadata DATABASE =
            MetadataJson.read(METADATA, "the test").metadata();
    private static final ValueFormat NUMBER = new ValueFormat.WholeNumber(1);
    private static final String KEY = DATABASE.relationships().get(0).name();

    /** A visit is in its shop's city, and not before the shop opened. */
    private static final TableRules RULES = new TableRules(
            "visit",
            List.of(
                    new Copy("city", new Source(List.of(KEY), "city"), new ValueFormat.Text(), false),
                    new Difference(
                            "year",
                            new Source(List.of(KEY), "opened"),
                            NUMBER,
                            NUMBER,
                            true,
                            0,
                            BigDecimal.ZERO,
                            BigDecimal.ZERO,
                            BigDecimal.valueOf(3_000))));

    private static final List<String[]> SHOPS =
            List.of(new String[] {"1", "Oslo", "2000"}, new String[] {"2", "Bern", null});

    private record RuledModel(Linkage linkage, Map<String, TableTransform> transforms) implements Model {
        @Override
        public List<TableMetadata> tables() {
            return DATABASE.tables();
        }

        @Override
        public TableTransform transform(String table) {
            return transforms.get(table);
        }

        @Override
        public TableRules rules(String table) {
            return table.equals("visit") ? RULES : TableRules.none(table);
        }

        @Override
        public Optional<Synthesizer> synthesizer(String table) {
            return Optional.empty();
        }

        @Override
        public List<String> enginesWithoutConditions(String table) {
            return List.of();
        }
    }

    private final List<String[]> visits = new ArrayList<>();

    private RuledRows ruled(boolean withShops) throws IOException {
        Map<String, LoadedTable> loaded = new LinkedHashMap<>();
        if (withShops) {
            loaded.put("shop", new LoadedTable(DATABASE.table("shop"), List.of(), CsvDialect.PLAIN, SHOPS));
        }
        loaded.put("visit", new LoadedTable(DATABASE.table("visit"), List.of(), CsvDialect.PLAIN, visits));
        SchemaGraph graph = SchemaGraph.of(
                DATABASE, Map.of("shop", new TableFacts(2, Set.of()), "visit", new TableFacts(4, Set.of())));
        Map<String, TableTransform> transforms = new HashMap<>();
        transforms.put("shop", fit(new InMemoryRows(DATABASE.table("shop"), SHOPS)));
        TableMetadata learned = RULES.learned(DATABASE.table("visit"));
        transforms.put(
                "visit", fit(new InMemoryRows(learned, List.of(new String[] {"1", "3"}, new String[] {"1", "7"}))));
        List<TableLinkage> links = List.of(link("shop", 2), link("visit", 4));
        Model model = new RuledModel(new Linkage(graph, links), transforms);
        Families families = new Families(model, loaded);
        return new RuledRows(
                DATABASE.table("visit"),
                transforms.get("visit"),
                RULES,
                families.cellsAbove("visit"),
                families.valuesAbove("visit"),
                Siblings.NONE);
    }

    private static TableLinkage link(String table, int rows) {
        return new TableLinkage(table, rows, Optional.empty(), List.of(), Map.of(), List.of(), Optional.empty());
    }

    private static TableTransform fit(InMemoryRows rows) throws IOException {
        return TableTransform.fit(
                rows, DATABASE.keyColumns(rows.metadata().name()), TransformOptions.DEFAULT, new Seed(1));
    }

    private void visit(String... cells) {
        visits.add(cells);
    }

    @Test
    void whatParentsSayIsTakenFromTheirFile() throws IOException {
        // Given
        visit("1", null, "2004");
        visit("1", "Rome", null);
        visit("2", null, "1999");
        visit(null, null, "1998");
        RuledRows ruled = ruled(true);

        // When
        List<String[]> learned = ruled.learned(visits);

        // Then
        assertThat(learned).extracting(row -> row[2]).containsExactly("4", null, null, null);

        // When
        learned.forEach(row -> row[2] = row[2] == null ? "5" : row[2]);
        ruled.complete(visits, learned, new Seed(1));

        // Then
        assertThat(visits)
                .containsExactly(
                        new String[] {"1", "Oslo", "2004"},
                        new String[] {"1", "Rome", "2005"},
                        new String[] {"2", "Bern", "1999"},
                        new String[] {null, null, "1998"});
    }

    @Test
    void withoutTheParentsFileTheirCellsStayMissing() throws IOException {
        // Given
        visit("1", null, "2004");
        visit("1", "Rome", "2005");
        RuledRows ruled = ruled(false);

        // When
        List<String[]> learned = ruled.learned(visits);
        learned.forEach(row -> row[2] = "5");
        ruled.complete(visits, learned, new Seed(1));

        // Then
        assertThat(visits).containsExactly(new String[] {"1", null, "2004"}, new String[] {"1", "Rome", "2005"});
    }
}
