package io.rowmill.core.linkage.across;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.RemadeRows.Database;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.rules.Computed;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that come out of a parent's columns and the row's own. */
class AcrossComputedTest {
    private static final int PARENTS = RemadeRows.PARENTS;

    @TempDir
    Path dir;

    private TableRules fit(Database database, TableRules before) throws IOException {
        return database.fit(before, dir);
    }

    private TableRules fit(Database database) throws IOException {
        return fit(database, TableRules.none("t"));
    }

    private Map<String, Object[]> remade(Database database, TableRules rules, Random random) throws IOException {
        return RemadeRows.of(database, rules, random, dir);
    }

    /** Lines of so many pieces, at the price of a product, that are delivered within its days. */
    private static Database lines(int rows, Random random, double nulls) {
        int[] price = random.ints(PARENTS, 100, 10_000).toArray();
        int[] days = random.ints(PARENTS, 1, 30).toArray();
        int[] up = random.ints(rows, 0, PARENTS).toArray();
        int[] quantity = random.ints(rows, 1, 20).toArray();
        int[] ordered = random.ints(rows, 0, 700).toArray();
        boolean[] open = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            open[row] = random.nextDouble() < nulls;
        }
        LocalDate start = LocalDate.of(2020, 1, 1);
        ValueFormat cents = new ValueFormat.Decimal(2, 2);
        return new Database(
                new TestTable(rows)
                        .number("quantity", r -> quantity[r])
                        .with(
                                "amount",
                                Sdtype.NUMERICAL,
                                cents,
                                r -> open[r]
                                        ? null
                                        : BigDecimal.valueOf((long) quantity[r] * price[up[r]], 2)
                                                .toPlainString())
                        .date("ordered", r -> start.plusDays(ordered[r]))
                        .date("due", r -> open[r] ? null : start.plusDays(ordered[r] + days[up[r]])),
                new TestTable(PARENTS)
                        .with("price", Sdtype.NUMERICAL, cents, r -> BigDecimal.valueOf(price[r], 2)
                                .toPlainString())
                        .number("days", r -> days[r]),
                up);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void whatComesOutOfAParentsColumnIsComputed(double nulls) throws IOException {
        for (int rows : new int[] {400, 20_000}) {
            // Given
            Random random = new Random(rows);
            Database database = lines(rows, random, nulls);

            // When
            TableRules rules = fit(database);
            Map<String, Object[]> made = remade(database, rules, random);

            // Then
            assertThat(rules.valueOf("amount").orElseThrow()).isInstanceOf(Computed.class);
            assertThat(rules.valueOf("due").orElseThrow()).isInstanceOf(Computed.class);
            int said = 0;
            for (int row = 0; row < rows; row++) {
                BigDecimal price = (BigDecimal) made.get("key->price")[row];
                Long days = (Long) made.get("key->days")[row];
                Object amount = made.get("amount")[row];
                Object due = made.get("due")[row];
                if (price != null && amount != null) {
                    BigDecimal quantity = BigDecimal.valueOf((Long) made.get("quantity")[row]);
                    assertThat((BigDecimal) amount).isEqualByComparingTo(price.multiply(quantity));
                    said++;
                }
                if (days != null && due != null) {
                    assertThat(due).isEqualTo(((LocalDate) made.get("ordered")[row]).plusDays(days));
                }
            }
            assertThat(said / (double) rows).isBetween(0.9 - nulls, 1 - nulls * 0.8);
        }
    }

    @Test
    void aColumnIsNotComputedOfOneThatIsMadeFromIt() throws IOException {
        // Given
        Database database = lines(1_000, new Random(1), 0);
        TableRules before = new TableRules(
                "t", List.of(new Copy("quantity", Source.own("amount"), new ValueFormat.WholeNumber(1), true)));

        // When
        TableRules rules = fit(database, before);

        // Then
        assertThat(rules.valueOf("amount")).isEmpty();
        assertThat(rules.valueOf("due").orElseThrow()).isInstanceOf(Computed.class);
    }

    @Test
    void aColumnIsComputedAfterTheRowsOwnRulesHaveMadeWhatItIsComputedOf() throws IOException {
        // Given
        Database database = lines(1_000, new Random(1), 0);
        Derivation quantity = new Confined("quantity", List.of(), List.of(new Bound(Source.own("pieces"), 0)));
        Derivation amount = new Confined("amount", List.of(new Bound(Source.own("quantity"), 0)), List.of());
        Derivation half = new Confined("half", List.of(), List.of(new Bound(Source.own("amount"), 0)));

        // When
        TableRules rules = fit(database, new TableRules("t", List.of(quantity, amount, half)));

        // Then
        assertThat(rules.derivations())
                .filteredOn(d -> !d.column().equals("due"))
                .containsExactly(quantity, rules.valueOf("amount").orElseThrow(), half);
    }
}
