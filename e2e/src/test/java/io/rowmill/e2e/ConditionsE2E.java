package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.e2e.harness.CsvFile;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.SharedUp;
import io.rowmill.e2e.harness.Up;
import io.rowmill.e2e.harness.WideFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two tables learned by default, sampled as they are and under conditions; {@code ctgan} by name takes none. */
@ExtendWith(SharedUp.class)
class ConditionsE2E {
    private static Up up;
    private static Path source;

    @TempDir
    Path dir;

    @BeforeAll
    static void learn(Up shared, @TempDir Path files) throws Exception {
        up = shared;
        source = WideFiles.write(files, WideFiles.COLUMNS);
        up.run("fit", "--source", source, "--name", "visits", "--follow").exits(0);
    }

    @Test
    void rowsAreAsTheyAreAskedFor() throws Exception {
        // Given
        up.run("fit", "--source", source, "--name", "other", "--set", "engine=ctgan", "--set", "epochs=1", "--follow")
                .exits(0);

        // When
        CsvFile learned = sample("learned");
        CsvFile asked =
                sample("asked", "--where", "size=2", "--where", "visit.x1=0.37", "--rebalance", "y3:low=0.9,high=0.1");

        // Then
        assertThat(learned.column("x1")).hasSizeGreaterThan(200);
        assertThat(learned.column("x1").stream().distinct()).hasSizeGreaterThan(50);
        assertThat(asked.column("x1")).containsOnly("0.37");
        assertThat(share(asked, "y3", "low")).isCloseTo(0.9, within(0.06));
        assertThat(CsvFile.read(dir.resolve("asked/shop.csv")).column("size")).containsOnly("2");

        // When
        CsvFile ranged = sample(
                "ranged",
                "--where",
                "visit.x1>=0.5",
                "--where",
                "x1<1.25",
                "--where",
                "shop.size in (1,3)",
                "--where",
                "y3 in (high)");

        // Then
        assertThat(ranged.column("x1"))
                .allSatisfy(x -> assertThat(Double.parseDouble(x)).isBetween(0.5, 1.24));
        assertThat(ranged.column("x1").stream().distinct()).hasSizeGreaterThan(20);
        // The second column of the family follows the first.
        assertThat(mean(ranged, "x2")).isGreaterThan(mean(learned, "x2") + 0.05);
        assertThat(ranged.column("y3")).containsOnly("high");
        assertThat(CsvFile.read(dir.resolve("ranged/shop.csv")).column("size")).containsOnly("1", "3");

        // When
        Rowmill.Result without = up.run(
                "sample",
                "visits",
                "--out",
                dir.resolve("without"),
                "--where",
                "x1>=900",
                "--where",
                "x2>=many",
                "--where",
                "y3>=high",
                "--where",
                "visit.shop_id>2",
                "--where",
                "y1=0.10",
                "--where",
                "y1<3");

        // Then
        assertThat(without.exits(2).err())
                .contains("No value that column visit.x1 can have lies within what is asked")
                .contains("A value that column visit.x2 is compared with is not written as in the source")
                .contains("Column visit.y3 can't be asked to lie within a range; give its values: y3 in (…)")
                .contains("visit.shop_id is a key")
                .contains("Column visit.y1 is both given or rebalanced, and asked to lie within something")
                .doesNotContain("900", "many");

        // When
        Rowmill.Result wrong = up.run(
                "sample",
                "visits",
                "--out",
                dir.resolve("wrong"),
                "--where",
                "sise=2",
                "--where",
                "shop.id=4",
                "--where",
                "size=huge",
                "--where",
                "shop.size=2",
                "--rebalance",
                "y3:low=0.9,high=0.9",
                "--rebalance",
                "visit.x1:0.37=1");

        // Then
        assertThat(wrong.exits(2).err())
                .contains("There is no column 'sise'", "shop.size")
                .contains("shop.id is a key")
                .contains("The value given for column shop.size")
                .contains("The shares of column visit.y3")
                .contains("Column shop.size is given twice.")
                .contains("Column visit.x1 has too many values to be rebalanced.")
                .doesNotContain("huge");
        assertThat(up.run("sample", "other", "--out", dir.resolve("unable"), "--where", "size=2")
                        .exits(2)
                        .err())
                .contains("Table shop was learned by the engine ctgan", "engine=argn");

        // When
        Path holes = Files.createDirectories(dir.resolve("holes"));
        Files.copy(source.resolve("shop.csv"), holes.resolve("shop.csv"));
        Files.write(holes.resolve("visit.csv"), withHoles(Files.readAllLines(source.resolve("visit.csv"))));
        Rowmill.Result unable = up.run("impute", "other", "--source", holes, "--out", dir.resolve("unable"));
        up.run("impute", "other", "--source", source, "--out", dir.resolve("complete"))
                .exits(0);

        // Then
        assertThat(unable.exits(2).err())
                .contains("Table visit was learned by the engine ctgan", "engine=argn")
                .doesNotContain("Table shop");
        assertThat(dir.resolve("complete/visit.csv")).hasSameBinaryContentAs(source.resolve("visit.csv"));
    }

    @Test
    void missingCellsAreFilledAndAllOthersStay() throws Exception {
        // Given
        Path holes = Files.createDirectories(dir.resolve("holes"));
        List<String> visits = new ArrayList<>(Files.readAllLines(source.resolve("visit.csv")));
        // Far out in x1, beside a hole; the model is fitted without it.
        visits.set(4, visits.get(4).replaceFirst("^(\\d+,\\d+),[^,]*", "$1,999.00"));
        Files.copy(source.resolve("shop.csv"), holes.resolve("shop.csv"));
        Files.write(holes.resolve("visit.csv"), withHoles(visits));

        // When
        Rowmill.Result first = up.run("impute", "visits", "--source", holes, "--out", dir.resolve("filled"))
                .exits(0);
        up.run("impute", "visits", "--source", holes, "--out", dir.resolve("again"))
                .exits(0);

        // Then
        assertThat(first.err())
                .contains("note: table visit, column x1: ", "a value that the model can't generate")
                .doesNotContain("999");
        CsvFile filled = CsvFile.read(dir.resolve("filled/visit.csv"));
        assertThat(filled.header()).containsExactly(visits.get(0).split(","));
        for (int row = 1; row < visits.size(); row++) {
            String[] real = visits.get(row).split(",");
            for (int column = 0; column < real.length; column++) {
                String cell = filled.rows().get(row - 1).get(column);
                if (isHole(row, column)) {
                    assertThat(cell).isNotNull().isNotEmpty();
                } else {
                    assertThat(cell).isEqualTo(real[column]);
                }
            }
        }
        assertThat(dir.resolve("again/visit.csv")).hasSameBinaryContentAs(dir.resolve("filled/visit.csv"));
        assertThat(dir.resolve("filled/shop.csv")).hasSameBinaryContentAs(source.resolve("shop.csv"));

        // When
        up.run(
                        "fit",
                        "--source",
                        source,
                        "--name",
                        "fixed",
                        "--set",
                        "engine=argn",
                        "--set",
                        "columnOrder=FIXED",
                        "--set",
                        "epochs=1",
                        "--follow")
                .exits(0);
        Rowmill.Result fixed = up.run("impute", "fixed", "--source", holes, "--out", dir.resolve("by-fixed"));

        // Then
        assertThat(fixed.exits(2).err()).contains("Table visit: This table was learned with columnOrder=FIXED");
        assertThat(dir.resolve("by-fixed")).doesNotExist();

        // When
        Files.write(
                holes.resolve("visit.csv"),
                List.of(visits.get(1).replaceFirst("^0,", "900,"), "901,3,much,,,,,,,,"),
                StandardOpenOption.APPEND);
        Files.writeString(holes.resolve("shops.csv"), "id,size");
        Rowmill.Result misnamed = up.run("impute", "visits", "--source", holes, "--out", "wrong");
        Files.delete(holes.resolve("shops.csv"));
        Files.writeString(holes.resolve("shop.csv"), "id,sise");
        Rowmill.Result wrong = up.run("impute", "visits", "--source", holes, "--out", "wrong");

        // Then
        assertThat(misnamed.exits(2).err()).contains("File shops.csv is not named after a table of the model");
        assertThat(wrong.exits(2).err())
                .contains("Table visit, column x1: 1 cell is not written as in the source (first in line 403)")
                .contains("the metadata names column size")
                .doesNotContain("much");
        assertThat(dir.resolve("wrong")).doesNotExist();
    }

    private static boolean isHole(int row, int column) {
        return (column == 2 && row % 3 == 0) || (column == 10 && row % 4 == 0);
    }

    private static List<String> withHoles(List<String> lines) {
        List<String> out = new ArrayList<>(List.of(lines.get(0)));
        for (int row = 1; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(",");
            for (int column = 0; column < cells.length; column++) {
                cells[column] = isHole(row, column) ? "" : cells[column];
            }
            out.add(String.join(",", cells));
        }
        return out;
    }

    private static double mean(CsvFile rows, String column) {
        return rows.column(column).stream()
                .mapToDouble(Double::parseDouble)
                .average()
                .orElseThrow();
    }

    private static double share(CsvFile rows, String column, String value) {
        return rows.column(column).stream().filter(value::equals).count()
                / (double) rows.rows().size();
    }

    private CsvFile sample(String out, Object... options) throws Exception {
        Object[] words = new Object[options.length + 6];
        System.arraycopy(new Object[] {"sample", "visits", "--seed", "5", "--out", dir.resolve(out)}, 0, words, 0, 6);
        System.arraycopy(options, 0, words, 6, options.length);
        up.run(words).exits(0);
        DatabaseFiles sampled = DatabaseFiles.read(dir.resolve(out), source.resolve("metadata.json"));
        sampled.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        return sampled.table("visit");
    }
}
