package io.rowmill.core.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.privacy.PrivacyMethod;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OddSourcesTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"0,0.01", "0,3", "1,0.01", "1,3", "2,1000"})
    void fewRowsAndAnyBudgetAreAsGoodAsMany(int customers, double epsilon) {
        for (PrivacyMethod method : PrivacyMethod.values()) {
            assertThatCode(() -> StandIns.make(
                            Shop.DATABASE,
                            Shop.tables(Shop.rows(customers, 3)),
                            Shop.asking(epsilon, method, new MemoryLedger(), dir)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anExtremeValueDoesNotMoveTheBounds() throws IOException {
        // Given
        Map<String, List<String[]>> rows = Shop.rows(4_000, 3);
        rows.get("customer").get(5)[2] = "999999999";
        rows.get("customer").get(6)[4] = "1801-01-01";

        // When
        StandIns.Made made = StandIns.make(
                Shop.DATABASE, Shop.tables(rows), Shop.asking(10, PrivacyMethod.DPSGD, new MemoryLedger(), dir));

        // Then
        for (TableRows customers :
                List.of(made.standIns().get("customer"), made.real().get("customer"))) {
            assertThat(Shop.column(customers, "age").stream()
                            .filter(Objects::nonNull)
                            .mapToDouble(Double::parseDouble)
                            .max()
                            .orElseThrow())
                    .isLessThan(200);
            assertThat(Shop.column(customers, "since")).noneMatch(d -> d != null && d.startsWith("18"));
        }
    }

    @Test
    void cellsOfAnotherTypeAreReadAsNone() throws IOException {
        // Given
        Map<String, List<String[]>> rows = Shop.rows(3_000, 3);
        rows.get("customer").forEach(r -> r[4] = "soon");

        // When
        StandIns.Made made = StandIns.make(
                Shop.DATABASE, Shop.tables(rows), Shop.asking(10, PrivacyMethod.DPSGD, new MemoryLedger(), dir));

        // Then
        assertThat(Shop.column(made.real().get("customer"), "since")).noneMatch("soon"::equals);
    }

    @Test
    void columnsThatGoTogetherDoSoInMarginalStandIns() throws IOException {
        // Given
        Map<String, List<String[]>> rows = Shop.rows(5_000, 3);
        rows.get("customer").forEach(r -> {
            r[2] = r[2] == null ? "30" : r[2];
            r[3] = Integer.parseInt(r[2]) < 50 ? "Ghent" : "Bruges";
        });

        // When
        StandIns.Made made = StandIns.make(
                Shop.DATABASE, Shop.tables(rows), Shop.asking(10, PrivacyMethod.MARGINAL, new MemoryLedger(), dir));

        // Then
        assertThat(made.real()).isEmpty();
        assertThat(made.plan().spent()).anyMatch(c -> c.stage().equals("pairs"));
        List<String> ages = Shop.column(made.standIns().get("customer"), "age");
        List<String> towns = Shop.column(made.standIns().get("customer"), "town");
        long agreeing = IntStream.range(0, ages.size())
                .filter(i -> ages.get(i) != null)
                .filter(i -> Integer.parseInt(ages.get(i)) < 50 == "Ghent".equals(towns.get(i)))
                .count();
        assertThat((double) agreeing / ages.size()).isGreaterThan(0.9);
    }

    @Test
    void aRootThatIsNoneIsRefusedAndSoAreSeveral() {
        assertThatThrownBy(() -> Reach.of(Shop.DATABASE, PrivacyUnit.ENTITY, Optional.of("nobody")))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> Reach.of(Shop.DATABASE, PrivacyUnit.ENTITY, Optional.empty()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("clerk, customer");
        DatabaseMetadata one = new DatabaseMetadata(List.of(Shop.REGION, Shop.CUSTOMER), List.of());
        assertThat(Reach.of(one, PrivacyUnit.ENTITY, Optional.empty()).root()).isEqualTo("customer");
    }
}
