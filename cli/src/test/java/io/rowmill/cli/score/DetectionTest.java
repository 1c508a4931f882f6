package io.rowmill.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.DatabaseDetection;
import io.rowmill.core.quality.Detection;
import io.rowmill.core.quality.MemoryTable;
import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Detection by the real classifier, on databases whose flaws are known. */
class DetectionTest {
    private static final int SHOPS = 400;
    private static final int SALES = 5;
    private static final TableMetadata SHOP = new TableMetadata(
            "shop",
            List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("size", Sdtype.NUMERICAL)),
            List.of("id"));
    private static final TableMetadata SALE = new TableMetadata(
            "sale",
            List.of(
                    ColumnMetadata.of("label", Sdtype.ID),
                    ColumnMetadata.of("shop", Sdtype.ID),
                    ColumnMetadata.of("price", Sdtype.NUMERICAL),
                    ColumnMetadata.of("kind", Sdtype.CATEGORICAL)),
            List.of());
    private static final TableMetadata LABEL =
            new TableMetadata("label", List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));
    private static final String WITH_SHOP = "sale.shop->shop";
    private static final DatabaseMetadata DATABASE =
            new DatabaseMetadata(List.of(LABEL, SHOP, SALE), List.of(reference("label"), reference("shop")));

    private static Relationship reference(String parent) {
        return new Relationship(parent, List.of("id"), "sale", List.of(parent), Optional.empty(), false);
    }

    /** A sale's price follows its shop's size, and its kind its price. */
    private static Map<String, MemoryTable> database(long seed, int labels) {
        Random random = new Random(seed);
        List<String[]> shops = new ArrayList<>();
        List<String[]> sales = new ArrayList<>();
        for (int shop = 0; shop < SHOPS; shop++) {
            double size = random.nextGaussian();
            shops.add(new String[] {Integer.toString(shop), Double.toString(size)});
            for (int i = 0; i < SALES; i++) {
                double price = size + random.nextGaussian() * .2;
                // By the price, so that a label holds what no other does.
                int label = (int) Math.floor(labels / (1 + Math.exp(-price)));
                sales.add(new String[] {
                    Integer.toString(label), Integer.toString(shop), Double.toString(price), price > 0 ? "a" : "b"
                });
            }
        }
        List<String[]> names = IntStream.range(0, labels)
                .mapToObj(i -> new String[] {Integer.toString(i)})
                .toList();
        return Map.of(
                "label", new MemoryTable(LABEL, names),
                "shop", new MemoryTable(SHOP, shops),
                "sale", new MemoryTable(SALE, sales));
    }

    private static Map<String, MemoryTable> withSales(Map<String, MemoryTable> database, List<String[]> sales) {
        return Map.of(
                "label", database.get("label"), "shop", database.get("shop"), "sale", new MemoryTable(SALE, sales));
    }

    private static List<String[]> copies(MemoryTable table) {
        return new ArrayList<>(table.rows().stream().map(String[]::clone).toList());
    }

    private static DatabaseDetection detect(Map<String, MemoryTable> real, Map<String, MemoryTable> synthetic) {
        return DatabaseDetection.measure(DATABASE, real, synthetic, LightGbm.load(), new Seed(7), step -> {});
    }

    @Test
    void otherRowsOfTheSameSourceAreNotToldApartFromTheirCeiling() {
        // When
        DatabaseDetection detection = detect(database(1, 3), database(2, 3));

        // Then
        assertThat(detection.tables().get("sale").furthest().excess()).isLessThan(.06);
        assertThat(detection.tables().get("shop").auc()).isBetween(.4, .6);
        assertThat(detection.withParent().get(WITH_SHOP).furthest().excess()).isLessThan(.06);
        assertThat(detection.withChildren().get(WITH_SHOP).furthest().excess()).isLessThan(.06);
        assertThat(detection.tables().get("label").auc()).isNaN();
    }

    @Test
    void salesOfTheWrongShopsAreFoundOutBesideTheirShopsAlone() {
        // Given
        Map<String, MemoryTable> other = database(2, 3);
        List<String[]> sales = copies(other.get("sale"));
        List<String> shops = new ArrayList<>(sales.stream().map(row -> row[1]).toList());
        Collections.shuffle(shops, new Random(3));
        IntStream.range(0, sales.size()).forEach(i -> sales.get(i)[1] = shops.get(i));

        // When
        DatabaseDetection detection = detect(database(1, 3), withSales(other, sales));

        // Then
        assertThat(detection.tables().get("sale").auc()).isBetween(.4, .62);
        Detection joined = detection.withParent().get(WITH_SHOP);
        assertThat(joined.auc()).isGreaterThan(.9);
        assertThat(joined.furthest().excess()).isGreaterThan(.35);
        assertThat(detection.withChildren().get(WITH_SHOP).auc()).isGreaterThan(.9);
    }

    /** Dealt by labels of which each has its own prices, real prices are unknown where synthetic ones are known. */
    @Test
    void foldsByAParentThatPricesFollowFlatterNoMore() {
        // Given: every synthetic price a little off
        Map<String, MemoryTable> real = database(1, 100);
        List<String[]> sales = copies(database(2, 100).get("sale"));
        sales.forEach(row -> row[2] = String.format(Locale.ROOT, "%.1f", Double.parseDouble(row[2])));

        // When
        Detection sale =
                detect(real, withSales(database(2, 100), sales)).tables().get("sale");

        // Then
        assertThat(sale.auc()).isGreaterThan(.9);
        assertThat(sale.giveaways().get(0).column()).isEqualTo("price");
    }

    @Test
    void aConstantColumnGivesTheRowsAway() {
        // Given
        Map<String, MemoryTable> other = database(2, 3);
        List<String[]> sales = copies(other.get("sale"));
        sales.forEach(row -> row[3] = "a");

        // When
        Detection sale =
                detect(database(1, 3), withSales(other, sales)).tables().get("sale");

        // Then
        assertThat(sale.auc()).isGreaterThan(.7);
        assertThat(sale.giveaways().stream().map(Detection.Giveaway::column)).contains("kind");
    }

    /** A copy votes for the wrong side wherever its original is; that is no sign of anything that could be told apart. */
    @Test
    void copiesCanNotBeToldApart() {
        // Given
        Map<String, MemoryTable> real = database(1, 3);

        // When, Then
        assertThat(detect(real, real).tables().get("sale").auc()).isLessThan(.55);
    }
}
