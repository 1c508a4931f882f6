package io.rowmill.core.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInsTest {
    @TempDir
    Path dir;

    @Test
    void aStandInHasTheHistogramsOfTheRealRowsAndKeysThatResolve() throws IOException {
        // Given
        MemoryLedger ledger = new MemoryLedger();

        // When
        StandIns.Made made = Shop.standIns(5_000, 10, ledger, dir);

        // Then
        TableRows customers = made.standIns().get("customer");
        TableRows orders = made.standIns().get("order");
        assertThat(customers.rowCount()).isBetween(4_900L, 5_100L);
        assertThat(orders.rowCount()).isBetween(6_500L, 8_500L);
        assertThat(share(customers, "town", "Bruges")).isBetween(0.6, 0.73);
        assertThat(share(customers, "region", "r0")).isBetween(0.7, 0.85);
        double mean = Shop.column(customers, "age").stream()
                .filter(Objects::nonNull)
                .mapToInt(Integer::parseInt)
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(47.0, 51.0);
        assertThat(new HashSet<>(Shop.column(customers, "id"))).hasSize((int) customers.rowCount());
        assertRefers(made.standIns(), "order", "customer");
        assertRefers(made.standIns(), "line", "order");
    }

    @Test
    void nothingThatOneUnitAloneHasIsToldOrLeftInTheRealRows() throws IOException {
        // When
        StandIns.Made made = Shop.standIns(5_000, 10, new MemoryLedger(), dir);

        // Then
        for (Map<String, TableRows> tables : List.of(made.standIns(), made.real())) {
            assertThat(Shop.column(tables.get("customer"), "town")).doesNotContain("Atlantis");
            assertThat(Shop.column(tables.get("customer"), "mail"))
                    .noneMatch(m -> m != null && m.contains("real.example"));
        }
        List<String> owners = Shop.column(made.real().get("order"), "customer");
        int most = made.plan().rowsPerUnit().get("order");
        assertThat(most).isLessThan(900);
        assertThat(owners.stream().filter("c1"::equals).count()).isEqualTo(most);
    }

    @Test
    void aRepeatedAttemptGetsTheSameAnswersAndMakesTheSameRows() throws IOException {
        // Given
        MemoryLedger ledger = new MemoryLedger();
        StandIns.Made first = Shop.standIns(500, 3, ledger, dir);
        int asked = ledger.asked;

        // When
        StandIns.Made again = Shop.standIns(500, 3, ledger, dir);
        StandIns.Made other = Shop.standIns(500, 3, new MemoryLedger(), dir);

        // Then
        assertThat(ledger.asked).isEqualTo(asked);
        assertThat(Shop.column(again.standIns().get("customer"), "age"))
                .isEqualTo(Shop.column(first.standIns().get("customer"), "age"));
        assertThat(Shop.column(other.standIns().get("customer"), "age"))
                .isNotEqualTo(Shop.column(first.standIns().get("customer"), "age"));
    }

    /** Noise may tell of a few nulls. */
    private static void assertRefers(Map<String, TableRows> tables, String child, String parent) throws IOException {
        List<String> referred = Shop.column(tables.get(child), parent);
        assertThat(Shop.column(tables.get(parent), "id"))
                .containsAll(referred.stream().filter(Objects::nonNull).toList());
    }

    private static double share(TableRows rows, String column, String value) throws IOException {
        List<String> all = Shop.column(rows, column);
        return (double) all.stream().filter(value::equals).count() / all.size();
    }
}
