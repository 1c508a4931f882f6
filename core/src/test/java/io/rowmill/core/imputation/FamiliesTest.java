package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableFacts;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.model.Model;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.csv.CsvDialect;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final String METADATA =
            """
            {"METADATA_SPEC_VERSION": "V1", "tables": {
              "shop": {"columns": {"id": {"sdtype": "id"}}, "primary_key": "id"},
              "visit": {"columns": {"shop_id": {"sdtype": "id"}, "day": {"sdtype": "datetime", "datetime_format": "%d.%m.%Y"}}}},
            "relationships": [{"parent_table_name": "shop", "parent_primary_key": "id",
              "child_table_name": "visit", "child_foreign_key": "shop_id"}]}
            """;
    private static final DatabaseMetadata DATABASE =
            MetadataJson.read(METADATA, "the test").metadata();

    private static final List<String[]> SHOPS = List.of(new String[] {"1"}, new String[] {"2"});
    /** As text the first day comes last. */
    private static final List<String[]> VISITS = List.of(
            new String[] {"2", "01.03.2024"}, new String[] {"1", null}, new String[] {"1", "31.01.2024"}, new String[] {
                "1", "02.02.2024"
            });

    /** A model that has learned how rows join, and nothing else. */
    private record JoinedModel(Linkage linkage, Map<String, TableTransform> transforms) implements Model {
        @Override
        public List<TableMetadata> tables() {
            return DATABASE.tables();
        }

        @Override
        public TableTransform transform(String table) {
            return transforms.get(table);
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

    private static Model model(Optional<String> orderedBy) throws IOException {
        SchemaGraph graph = SchemaGraph.of(
                DATABASE, Map.of("shop", new TableFacts(2, Set.of()), "visit", new TableFacts(4, Set.of())));
        List<TableLinkage> links = List.of(
                new TableLinkage("shop", 2, Optional.empty(), List.of(), Map.of(), List.of(), Optional.empty()),
                new TableLinkage("visit", 4, Optional.empty(), List.of(), Map.of(), List.of(), orderedBy));
        Map<String, TableTransform> transforms = new HashMap<>();
        for (LoadedTable table : loaded().values()) {
            String name = table.table().name();
            transforms.put(
                    name,
                    TableTransform.fit(
                            new InMemoryRows(table.table(), table.rows()),
                            DATABASE.keyColumns(name),
                            TransformOptions.DEFAULT,
                            new Seed(1)));
        }
        return new JoinedModel(new Linkage(graph, links), transforms);
    }

    private static Map<String, LoadedTable> loaded() {
        Map<String, LoadedTable> out = new LinkedHashMap<>();
        out.put("shop", loaded(DATABASE.table("shop"), SHOPS));
        out.put("visit", loaded(DATABASE.table("visit"), VISITS));
        return out;
    }

    private static LoadedTable loaded(TableMetadata table, List<String[]> rows) {
        return new LoadedTable(table, List.of(), CsvDialect.PLAIN, rows);
    }

    @Test
    void siblingsHaveThePlacesByWhichTheyWereLearned() throws IOException {
        // When
        Kinship visits = new Families(model(Optional.of("day")), loaded()).of("visit");

        // Then
        assertThat(visits.parentOfRow()).containsExactly(0, 1, 1, 1);
        assertThat(visits.placeOfRow()[2]).isLessThan(visits.placeOfRow()[3]);
        assertThat(visits.placeOfRow()[1]).isNaN();
    }

    @Test
    void siblingsOfNoOrderStayAsTheyCame() throws IOException {
        assertThat(new Families(model(Optional.empty()), loaded()).of("visit").placeOfRow())
                .isNull();
    }
}
