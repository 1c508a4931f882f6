package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.TableQuality;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.SharedData;
import io.rowmill.core.testing.SharedData.KeyedTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A table, and the same rows after encoding and decoding. */
    private record Decoded(KeyedTable source, TableTransform transform, DecodedRows rows) {
        static Decoded of(KeyedTable source) {
            TableTransform transform = Transforms.fit(source.rows(), TransformOptions.DEFAULT, source.keyColumns());
            EncodedTable encoded = Transforms.encode(transform, source.rows());
            return new Decoded(source, transform, transform.decode(encoded, 0, Transforms.SEED));
        }

        List<String> real(String column) {
            int index = source.rows().metadata().indexOf(column).orElseThrow();
            List<String> cells = new ArrayList<>();
            source.rows().rows().forEach(r -> cells.add(r[index]));
            return cells;
        }

        List<String> synthetic(String column) {
            return Transforms.cells(transform, rows, column);
        }

        Sdtype sdtype(String column) {
            return source.rows().metadata().column(column).sdtype();
        }

        InMemoryRows asRows() {
            List<ColumnMetadata> columns = source.rows().metadata().columns();
            List<String[]> cells = new ArrayList<>();
            for (int i = 0; i < rows.rows(); i++) {
                String[] row = new String[columns.size()];
                for (int c = 0; c < row.length; c++) {
                    String name = columns.get(c).name();
                    boolean decoded = rows.columns().contains(name);
                    row[c] = decoded ? transform.format(name).format(rows.value(i, name)) : null;
                }
                cells.add(row);
            }
            return new InMemoryRows(source.rows().metadata(), cells);
        }
    }

    private static List<Decoded> decoded(String name) {
        return SharedData.tables(name).stream().map(Decoded::of).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "berka", "chinook", "sakila", "northwind", "kc_house"})
    void aRealTableSurvivesEncodingAndDecoding(String name) throws Exception {
        // Given
        for (Decoded table : decoded(name)) {
            // When
            InMemoryRows again = table.asRows();

            // Then
            for (String column : table.transform().contentColumns()) {
                if (table.sdtype(column) == Sdtype.CATEGORICAL || table.sdtype(column) == Sdtype.BOOLEAN) {
                    assertThat(table.synthetic(column)).as(column).isEqualTo(table.real(column));
                } else {
                    assertNullsAndBoundsKept(table, column);
                }
            }
            if (table.rows().rows() > 500 && !table.transform().contentColumns().isEmpty()) {
                TableQuality quality =
                        TableQuality.compare(contentOf(table), table.source().rows(), again);
                assertThat(quality.acc1()).as(table.source().toString()).isGreaterThan(0.97);
                assertThat(quality.nulls()).isGreaterThan(0.999);
            }
        }
    }

    private static TableMetadata contentOf(Decoded table) {
        var metadata = table.source().rows().metadata();
        List<ColumnMetadata> content = metadata.columns().stream()
                .filter(c -> table.transform().contentColumns().contains(c.name()))
                .toList();
        return new TableMetadata(metadata.name(), content, List.of());
    }

    private static void assertNullsAndBoundsKept(Decoded table, String column) {
        List<String> real = table.real(column);
        List<String> synthetic = table.synthetic(column);
        assertThat(synthetic.stream().map(Objects::isNull).toList())
                .isEqualTo(real.stream().map(Objects::isNull).toList());
        if (real.stream().allMatch(Objects::isNull)) {
            return;
        }
        if (table.sdtype(column) == Sdtype.NUMERICAL) {
            assertThat(bound(synthetic, true)).as(column).isGreaterThanOrEqualTo(bound(real, true));
            assertThat(bound(synthetic, false)).as(column).isLessThanOrEqualTo(bound(real, false));
        } else {
            assertThat(synthetic.stream()
                            .filter(Objects::nonNull)
                            .min(String::compareTo)
                            .orElseThrow())
                    .isGreaterThanOrEqualTo(real.stream()
                            .filter(Objects::nonNull)
                            .min(String::compareTo)
                            .orElseThrow());
            assertThat(synthetic.stream()
                            .filter(Objects::nonNull)
                            .max(String::compareTo)
                            .orElseThrow())
                    .isLessThanOrEqualTo(real.stream()
                            .filter(Objects::nonNull)
                            .max(String::compareTo)
                            .orElseThrow());
        }
    }

    private static BigDecimal bound(List<String> cells, boolean lowest) {
        var numbers = cells.stream().filter(Objects::nonNull).map(BigDecimal::new);
        return (lowest ? numbers.min(BigDecimal::compareTo) : numbers.max(BigDecimal::compareTo)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"berka", "chinook", "sakila", "northwind", "kc_house"})
    void noFakedValueIsARealOne(String name) {
        // Given
        for (Decoded table : decoded(name)) {
            for (ColumnTransform column : table.transform().columns()) {
                if (!(column instanceof FakedTransform faked)) {
                    continue;
                }
                // When
                Set<String> real = new HashSet<>(table.real(column.column()));
                List<String> fakes = table.synthetic(column.column()).stream()
                        .filter(c -> c != null && !c.isBlank())
                        .toList();

                // Then
                assertThat(fakes.stream().filter(real::contains))
                        .as(column.column())
                        .isEmpty();
                if (faked.unique()) {
                    assertThat(new HashSet<>(fakes)).as(column.column()).hasSameSizeAs(fakes);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "chinook", "sakila"})
    void aTransformIsTheSameEachTimeAndAfterJson(String name) throws Exception {
        // Given
        for (KeyedTable table : SharedData.tables(name)) {
            TableTransform transform = Transforms.fit(table.rows(), TransformOptions.DEFAULT, table.keyColumns());

            // When
            String first = JSON.writeValueAsString(transform);
            String second =
                    JSON.writeValueAsString(Transforms.fit(table.rows(), TransformOptions.DEFAULT, table.keyColumns()));
            TableTransform read = JSON.readValue(first, TableTransform.class);

            // Then
            assertThat(second).isEqualTo(first);
            assertThat(JSON.writeValueAsString(read)).isEqualTo(first);
            EncodedTable encoded = Transforms.encode(transform, table.rows());
            DecodedRows decoded = transform.decode(encoded, 0, Transforms.SEED);
            DecodedRows again = read.decode(Transforms.encode(read, table.rows()), 0, Transforms.SEED);
            for (String column : decoded.columns()) {
                assertThat(Transforms.cells(read, again, column))
                        .isEqualTo(Transforms.cells(transform, decoded, column));
            }
        }
    }
}
