package io.rowmill.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedSourceTest {
    private static final String CUSTOMERS = SmallDatabase.CUSTOMERS;
    private static final String ORDERS = SmallDatabase.ORDERS;

    @TempDir
    private Path dir;

    @TempDir
    private Path fetched;

    private SmallRun run;

    @BeforeEach
    void aPreparedRun() throws IOException {
        run = new SmallRun(dir)
                .ingest(
                        Map.of(
                                "orders.rareValueThreshold",
                                "4",
                                "orders.secondParents",
                                "UNIFORM",
                                "orders.countModel",
                                "NEGATIVE_BINOMIAL"),
                        null)
                .prepare();
    }

    private PreparedSource source() throws IOException {
        return new PreparedSource(run.artifacts(), run.data(), run.ingested(), SmallDatabase.METADATA, fetched);
    }

    @Test
    void ofATablesRowsOnlyKeysAreRead() throws IOException {
        // When
        TableRows rows = source().rows(ORDERS);

        // Then
        assertThat(rows.rowCount()).isEqualTo(SmallDatabase.ORDER_ROWS);
        assertThat(rows.metadata().columns()).extracting(c -> c.name()).containsExactly("customer");
        try (RowCursor cursor = rows.open()) {
            cursor.advance();
            assertThat(cursor.value(0)).isEqualTo("1");
        }
    }

    @Test
    void theProtectionOfTheRequestArrives() throws IOException {
        assertThat(source().protection(ORDERS).rareValueThreshold()).isEqualTo(4);
        assertThat(source().protection(CUSTOMERS)).isNotEqualTo(source().protection(ORDERS));
        assertThat(source().protection(ORDERS)).isNotEqualTo(Protection.OFF);
    }

    @Test
    void whetherSecondParentsFitIsTheRequestsChoice() throws IOException {
        assertThat(source().fitsSecondParents(ORDERS)).isFalse();
        assertThat(source().fitsSecondParents(CUSTOMERS)).isTrue();
    }

    @Test
    void howNumbersOfRowsAreDistributedIsTheRequestsChoice() throws IOException {
        assertThat(source().smoothsCounts(ORDERS)).isTrue();
        assertThat(source().smoothsCounts(CUSTOMERS)).isFalse();
    }

    @Test
    void cellsAreToldTypedInTheOrderThatWasAskedFor() throws IOException {
        // Given
        List<List<Object>> told = new ArrayList<>();

        // When
        source().forEachRow(CUSTOMERS, List.of("age", "city"), (row, cells) -> {
            assertThat(row).isEqualTo(told.size());
            told.add(Arrays.asList(cells.clone()));
        });

        // Then
        assertThat(told).hasSize(SmallDatabase.CUSTOMER_ROWS);
        assertThat(told.get(0)).containsExactly(27L, "Oslo");
    }

    @Test
    void attributesComeFromTheEncodedColumnsRowByRow() throws IOException {
        // When
        Feature few = source().feature(CUSTOMERS, "age", new int[] {0, 1, -1});

        // Then
        double[] ages = ((Feature.Numeric) few).values();
        assertThat(ages).hasSize(3);
        assertThat(ages[0]).isLessThan(ages[1]);
        assertThat(source().contentColumns(CUSTOMERS)).containsExactly("city", "age");
    }

    @Test
    void aColumnIsFetchedOnceHoweverOftenItIsAskedFor() throws IOException {
        // Given
        PreparedSource source = source();
        source.feature(CUSTOMERS, "age", new int[] {0});
        run.store().delete(ArtifactKeys.encodedColumn(run.id(), CUSTOMERS, 2));

        // When / Then
        assertThat(source.feature(CUSTOMERS, "age", new int[] {1})).isNotNull();
    }

    @Test
    void anEncodedColumnOfOtherBytesIsNotRead() throws IOException {
        // Given
        run.store().put(ArtifactKeys.encodedColumn(run.id(), CUSTOMERS, 2), new byte[] {9});

        // When / Then
        assertThatThrownBy(() -> source().feature(CUSTOMERS, "age", new int[] {0}))
                .hasMessageContaining("its digest differs");
    }

    /** An order's item is what its customer's city drinks. */
    private static TableRules itemsByCity() {
        ValueFormat text = new ValueFormat.Text();
        String key = SmallDatabase.METADATA.relationships().get(0).name();
        List<Entry> drinks = List.of(
                new Entry(List.of("Bern"), "cocoa"),
                new Entry(List.of("Lima"), "tea"),
                new Entry(List.of("Oslo"), "cocoa"));
        return new TableRules(
                ORDERS,
                List.of(new Lookup(
                        "item",
                        List.of(new Source(List.of(key), "city")),
                        text,
                        List.of(text),
                        drinks,
                        List.of(),
                        false,
                        false)));
    }

    @Test
    void aTableIsLearnedByTheRulesItIsToldFromThenOn() throws IOException {
        // Given
        PreparedSource source = source();
        assertThat(source.contentColumns(ORDERS)).containsExactly("item", "paid");

        // When
        source.learnBy(itemsByCity(), (of, row) -> "Lima", Map.of());

        // Then
        assertThat(source.contentColumns(ORDERS)).containsExactly("paid");
        assertThat(source.rules(ORDERS)).isEqualTo(itemsByCity());
        assertThat(source.again()).hasSize(1);
        assertThat(source.again().get(0).column("paid").key())
                .isEqualTo(ArtifactKeys.encodedColumn(run.id(), ORDERS, 2));
        assertThat(source.feature(ORDERS, "paid", new int[] {0, 1, -1})).isNotNull();
        source.forEachRow(
                ORDERS, List.of("paid"), (row, cells) -> assertThat(cells[0]).isInstanceOf(Boolean.class));
        assertThat(source.contentColumns(CUSTOMERS)).containsExactly("city", "age");
    }

    @Test
    void onlyWhatChangesIsEncodedAgain() throws IOException {
        // Given
        PreparedSource source = source();
        Lookup exact = (Lookup) itemsByCity().derivations().get(0);
        Lookup nearly = new Lookup(
                exact.column(),
                exact.keys(),
                exact.format(),
                exact.keyFormats(),
                exact.table(),
                exact.others(),
                true,
                false);
        TableRules rules = new TableRules(ORDERS, List.of(nearly));

        // When
        source.learnBy(rules, (of, row) -> "Lima", Map.of());

        // Then
        PreprocessManifest again = source.again().get(0);
        assertThat(again.column("item").key()).isEqualTo(ArtifactKeys.encodedAgain(run.id(), ORDERS, 1));
        assertThat(again.column("paid").key()).isEqualTo(ArtifactKeys.encodedColumn(run.id(), ORDERS, 2));
        assertThat(again.columns()).extracting(c -> c.column()).containsExactly("item", "paid");
        assertThat(source.feature(ORDERS, "item", new int[] {0, 1, -1})).isNotNull();
        assertThat(source.feature(ORDERS, "paid", new int[] {0, 1, -1})).isNotNull();
    }

    @Test
    void columnsThatAreNoKeysAreComparedAsTheSourceHasThem() throws IOException {
        // When
        TypedColumns orders = source().columns(ORDERS);

        // Then
        assertThat(orders.formats()).containsOnlyKeys("item", "paid");
        assertThat(orders.rows().rowCount()).isEqualTo(SmallDatabase.ORDER_ROWS);
        assertThat(source().hasRules(ORDERS)).isTrue();
    }
}
