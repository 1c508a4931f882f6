package io.rowmill.core.imputation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.RuleFinder;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeclaredRowsImputedTest {
    private static final DatabaseMetadata METADATA = MetadataJson.read(
                    """
                    {"tables": {"t": {"columns": {"a": {"sdtype": "numerical"}, "b": {"sdtype": "numerical"},
                      "c": {"sdtype": "numerical"}}}},
                     "constraints": [
                      {"constraint": "Expression", "parameters": {"expression": "a < b and b <= 100 and a >= 0"}},
                      {"constraint": "Expression", "parameters": {"expression": "c = a + b"}}]}
                    """,
                    "metadata.json")
            .metadata();

    private static RuledRows ruled() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String[]> cells = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            int a = random.nextInt(60);
            int b = a + 1 + random.nextInt(40);
            cells.add(new String[] {"" + a, "" + b, "" + (a + b)});
        }
        InMemoryRows rows = new InMemoryRows(METADATA.table("t"), cells);
        Protection protection = new Protection(5, 5);
        var formats = TableTransform.formats(rows, Set.of());
        TableRules rules = RuleFinder.find(
                rows,
                Map.of(),
                Set.of(),
                protection,
                true,
                DeclaredRules.of(rows, METADATA, formats, protection, Above.NONE));
        TableTransform transform = TableTransform.fit(
                new ResidualRows(rows, rules, ParentCells.NONE), Set.of(), TransformOptions.DEFAULT, new Seed(1));
        return new RuledRows(rows.metadata(), transform, rules);
    }

    private static String[] completed(String learned, String... cells) throws IOException {
        RuledRows ruled = ruled();
        List<String[]> rows = new ArrayList<>();
        rows.add(cells);
        List<String[]> known = ruled.learned(rows);
        for (int i = 0; i < known.get(0).length; i++) {
            known.get(0)[i] = known.get(0)[i] == null ? learned : known.get(0)[i];
        }
        ruled.complete(rows, known, new Seed(1));
        return rows.get(0);
    }

    @Test
    void missingCellsKeepWhatIsDeclared() throws IOException {
        assertThat(completed("30", null, "20", null)).containsExactly("19", "20", "39");
        assertThat(completed("30", "50", null, null)).containsExactly("50", "51", "101");
        assertThat(completed("30", "10", null, null)).containsExactly("10", "30", "40");
    }

    @Test
    void cellsThatAreThereStay() throws IOException {
        assertThat(completed("30", "20", "10", "7")).containsExactly("20", "10", "7");
    }
}
