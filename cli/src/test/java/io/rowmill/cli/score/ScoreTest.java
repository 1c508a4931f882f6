package io.rowmill.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.table.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
    private static final String METADATA =
            """
            {"tables": {
              "shop": {"primary_key": "id", "columns": {"id": {"sdtype": "id"}, "size": {"sdtype": "categorical"}}},
              "sale": {"columns": {"shop": {"sdtype": "id"}, "price": {"sdtype": "numerical"}, "amount": {"sdtype": "numerical"},
                       "kind": {"sdtype": "categorical"}, "paid": {"sdtype": "boolean"}}}},
             "relationships": [{"parent_table_name": "shop", "parent_primary_key": "id",
                                "child_table_name": "sale", "child_foreign_key": "shop"}]}
            """;
    private static final DatabaseMetadata DATABASE =
            MetadataJson.read(METADATA, "test").metadata();

    @TempDir
    Path dir;

    @Test
    void rowsOfTheSameSourceCanHardlyBeToldApartAndIndependentColumnsAreFoundOut() throws IOException {
        // Given
        Path real = database("real", 1, false);
        Path alike = database("alike", 2, false);
        Path independent = database("independent", 3, true);

        // When
        Score close = score(real, alike, Optional.of(database("holdout", 4, false)));
        Score far = score(real, independent, Optional.empty());

        // Then
        assertThat(close.detection().tables().get("sale").auc()).isBetween(.44, .56);
        assertThat(far.detection().tables().get("sale").auc()).isGreaterThan(.9);
        assertThat(close.quality().tables().get("sale").columns().acc2()).isGreaterThan(.93);
        assertThat(far.quality().tables().get("sale").columns().acc2()).isLessThan(.85);
        assertThat(close.closeness().get("sale").membershipAuc()).isCloseTo(.5, within(.05));
        assertThat(close.closeness().get("sale").distanceRatio()).isCloseTo(1, within(.3));
        assertThat(close.trainOnSynthetic().get("sale").synthetic())
                .isGreaterThan(.9)
                .isCloseTo(close.trainOnSynthetic().get("sale").real(), within(.03));
    }

    @Test
    void copiedRowsAreRecognizedAsMembers() throws IOException {
        // Given
        Path real = database("real", 1, false);

        // When
        Score copied = score(real, real, Optional.of(database("holdout", 4, false)));

        // Then
        assertThat(copied.closeness().get("sale").membershipAuc()).isGreaterThan(.9);
        assertThat(copied.closeness().get("sale").distanceRatio()).isZero();
        assertThat(copied.quality().tables().get("sale").novel()).isZero();
    }

    /** The figures of the relations, worked out by hand. */
    @Test
    void relationsOfASmallDatabase() throws IOException {
        // Given: shops 1, 2, 3 with 2, 1, 0 sales; then 1, 1, 0 and one sale of no shop
        Path real = files("r", "1,small\n2,large\n3,small", "1,1,1,a,true\n1,1,1,a,true\n2,9,9,b,false");
        Path synthetic = files("s", "1,small\n2,large\n3,small", "1,1,1,a,true\n2,9,9,b,false\n7,9,9,b,false");

        // When
        var sale = Score.measure(request(real, synthetic, Optional.empty(), Map.of()), Optional.empty(), step -> {})
                .quality()
                .relationships()
                .get("sale.shop->shop");

        // Then
        assertThat(sale.foreignKey()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(sale.cardinality()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(sale.hop1()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(sale.sibling()).isZero();
        assertThat(sale.hop2()).isNaN();
    }

    @Test
    void whatIsSaidAboutFilesHoldsForAllFolders() throws IOException {
        // Given
        String sales = "1;-999;1;a;true\n1;-999;1;a;true\n2;9;9;b;false\n";
        Path real = Files.createDirectories(dir.resolve("said"));
        Path synthetic = Files.createDirectories(dir.resolve("made"));
        for (Path folder : List.of(real, synthetic)) {
            String before = folder == real ? "exported; on; Monday\n" : "";
            Files.writeString(folder.resolve("shop.csv"), before + "id;size\n1;small\n2;large\n");
            Files.writeString(folder.resolve("sale.csv"), before + "shop;price;amount;kind;paid\n" + sales);
        }
        CsvOptions said = CsvOptions.of(Map.of("delimiter", "semicolon", "skip-lines", "1", "null", "-999"));

        // When
        var sale = Score.measure(
                        new ScoreRequest(DATABASE, real, synthetic, Optional.empty(), said, Map.of()),
                        Optional.empty(),
                        step -> {})
                .quality()
                .tables()
                .get("sale");

        // Then
        assertThat(sale.columns().acc1()).isEqualTo(1);
        List<String[]> rows =
                Folder.find(real, said, DATABASE.table("sale")).orElseThrow().rows();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)[1]).isNull();
    }

    private static Score score(Path real, Path synthetic, Optional<Path> holdout) throws IOException {
        Map<String, String> targets = holdout.isPresent() ? Map.of("sale", "paid") : Map.of();
        return Score.measure(request(real, synthetic, holdout, targets), Optional.of(LightGbm.load()), step -> {});
    }

    private static ScoreRequest request(
            Path real, Path synthetic, Optional<Path> holdout, Map<String, String> targets) {
        return new ScoreRequest(DATABASE, real, synthetic, holdout, CsvOptions.NONE, targets);
    }

    /** Amount follows price, kind follows both, paid follows kind; or every column is drawn for itself. */
    private Path database(String name, long seed, boolean independent) throws IOException {
        Random random = new Random(seed);
        List<String> shops = new ArrayList<>();
        List<String> sales = new ArrayList<>();
        for (int shop = 1; shop <= 400; shop++) {
            shops.add(shop + "," + (shop % 3 == 0 ? "large" : "small"));
            for (int sale = 0; sale < 5; sale++) {
                double[] hidden = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
                double price = hidden[0];
                double amount = (independent ? hidden[1] : hidden[0]) * 2 + random.nextGaussian() * .1;
                double third = independent ? hidden[2] : hidden[0];
                String kind = third > .5 ? "a" : third > -.5 ? "b" : "c";
                boolean paid = (independent ? random.nextGaussian() : third) > 0;
                sales.add(shop + "," + price + "," + amount + "," + kind + "," + paid);
            }
        }
        return files(name, String.join("\n", shops), String.join("\n", sales));
    }

    private Path files(String name, String shops, String sales) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(name));
        Files.writeString(folder.resolve("shop.csv"), "id,size\n" + shops + "\n");
        Files.writeString(folder.resolve("sale.csv"), "shop,price,amount,kind,paid\n" + sales + "\n");
        return folder;
    }
}
