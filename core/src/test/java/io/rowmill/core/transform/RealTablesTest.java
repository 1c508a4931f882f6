package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.testing.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTablesTest {
    private static final Seed SEED = new Seed(7);

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind", "kc_house", "communities_crime"})
    void smoke(String name) throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (SharedData.KeyedTable table : SharedData.tables(name)) {
            long t0 = System.nanoTime();
            TableTransform transform =
                    TableTransform.fit(table.rows(), table.keyColumns(), TransformOptions.DEFAULT, SEED);
            long t1 = System.nanoTime();
            InMemoryColumns columns = new InMemoryColumns();
            transform.encode(table.rows(), SEED, columns);
            long t2 = System.nanoTime();
            EncodedTable encoded = columns.table((int) table.rows().rowCount());
            DecodedRows decoded = transform.decode(encoded, 0, SEED);
            long t3 = System.nanoTime();
            String text = json.writeValueAsString(transform);
            TableTransform again = json.readValue(text, TableTransform.class);
            assertThat(json.writeValueAsString(again)).isEqualTo(text);
            System.out.printf(
                    "%s.%s rows %d fit %d encode %d decode %d ms json %d%n",
                    name,
                    table,
                    decoded.rows(),
                    (t1 - t0) / 1_000_000,
                    (t2 - t1) / 1_000_000,
                    (t3 - t2) / 1_000_000,
                    text.length());
            for (ColumnTransform c : transform.columns()) {
                if (c instanceof ContinuousTransform k && !name.startsWith("comm")) {
                    System.out.println("   " + k.column() + " " + k.format() + " " + k.min() + ".." + k.max() + " "
                            + k.modes().stream()
                                    .map(m -> String.format("%.6g/%.3g/%.3f", m.mean(), m.std(), m.weight()))
                                    .toList());
                }
                if (c instanceof FakedTransform f) {
                    System.out.println("   " + f.column() + " unique " + f.unique() + " shapes "
                            + f.spaces().size() + " bits " + f.real().bits().length * 8);
                    for (int i = 0; i < Math.min(4, decoded.rows()); i++) {
                        System.out.println("        " + decoded.value(i, f.column()));
                    }
                }
            }
        }
    }
}
