package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Employees are mostly of their manager's department. */
class KinTest {
    private static final int EMPLOYEES = 3_000;
    private static final int DEPARTMENTS = 8;
    private static final Relationship MANAGER =
            new Relationship("employee", List.of("id"), "employee", List.of("manager"), Optional.empty(), false);

    private static FittedDatabase fitted(double alike) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        TableMetadata table = new TableMetadata(
                "employee",
                List.of(
                        ColumnMetadata.of("id", Sdtype.ID),
                        ColumnMetadata.of("manager", Sdtype.ID),
                        ColumnMetadata.of("department", Sdtype.CATEGORICAL),
                        ColumnMetadata.of("shift", Sdtype.CATEGORICAL)),
                List.of("id"));
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < EMPLOYEES; i++) {
            int manager = i < 20 ? -1 : random.nextInt(i / 6 + 1);
            boolean same = manager >= 0 && random.nextDouble() < alike;
            String department = same ? rows.get(manager)[2] : "D" + random.nextInt(DEPARTMENTS);
            rows.add(new String[] {
                "" + i, manager < 0 ? null : "" + manager, department, random.nextBoolean() ? "day" : "night"
            });
        }
        return new FittedDatabase(
                new DatabaseMetadata(List.of(table), List.of(MANAGER)),
                Map.of("employee", new InMemoryRows(table, rows)));
    }

    private static SampledTable sample(FittedDatabase database, int chunkRows) throws IOException {
        SampleRequest request = new SampleRequest(1, Map.of(), new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(database.metadata(), tables);
        assertThat(Linkage.fromJson(database.linkage().toJson())).isEqualTo(database.linkage());
        return tables.get("employee");
    }

    private static double alike(SampledTable table) {
        Map<Object, Object> departments = new HashMap<>();
        table.rows().forEach(r -> departments.put(r[0], r[2]));
        return table.rows().stream()
                .filter(r -> r[1] != null)
                .mapToInt(r -> departments.get(r[1]).equals(r[2]) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static Map<Object, Integer> departments(SampledTable table) {
        Map<Object, Integer> counts = new TreeMap<>();
        table.rows().forEach(r -> counts.merge(r[2], 1, Integer::sum));
        return counts;
    }

    @ParameterizedTest
    @CsvSource({"3000,0.06", "1000,0.12"})
    void employeesAreOfTheirManagersDepartmentAsOftenAsInTheSource(int chunkRows, double within) throws IOException {
        // Given
        FittedDatabase database = fitted(0.9);

        // When
        SampledTable sampled = sample(database, chunkRows);

        // Then: departments that happen to agree count, too
        assertThat(alike(sampled)).isCloseTo(0.9 + 0.1 / DEPARTMENTS, within(within));
        assertThat(departments(sampled)).hasSize(DEPARTMENTS);
        assertThat(sample(database, chunkRows).rows())
                .usingRecursiveComparison()
                .isEqualTo(sampled.rows());
    }

    @ParameterizedTest
    @CsvSource({"3000"})
    void whereNothingAgreesNothingIsOrdered(int chunkRows) throws IOException {
        // Given
        FittedDatabase database = fitted(0);

        // When, Then
        assertThat(database.linkage().table("employee").foreignKeys().get(0).kin())
                .isEmpty();
        assertThat(alike(sample(database, chunkRows))).isCloseTo(1.0 / DEPARTMENTS, within(0.05));
    }
}
