package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.e2e.harness.CsvFile;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.Up;
import io.rowmill.e2e.harness.WideFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tables learned by the engine {@code argn}, sampled as they are and under conditions. */
class ConditionsE2E {
    @TempDir
    Path dir;

    @Test
    void rowsAreAsTheyAreAskedFor() throws Exception {
        // Given
        Path source = WideFiles.write(dir.resolve("source"), WideFiles.COLUMNS);
        try (Up up = Up.start(new Rowmill(dir), dir.resolve("data"))) {
            up.run("fit", "--source", source, "--name", "visits", "--set", "engine=argn", "--follow")
                    .exits(0);
            up.run("fit", "--source", source, "--name", "other", "--set", "epochs=1", "--follow")
                    .exits(0);

            // When
            CsvFile learned = sample(up, source, "learned");
            CsvFile asked = sample(
                    up,
                    source,
                    "asked",
                    "--where",
                    "size=2",
                    "--where",
                    "visit.x1=0.37",
                    "--rebalance",
                    "y3:low=0.9,high=0.1");

            // Then
            assertThat(learned.column("x1")).hasSizeGreaterThan(200);
            assertThat(learned.column("x1").stream().distinct()).hasSizeGreaterThan(50);
            assertThat(asked.column("x1")).containsOnly("0.37");
            assertThat(share(asked, "y3", "low")).isCloseTo(0.9, within(0.06));
            assertThat(CsvFile.read(dir.resolve("asked/shop.csv")).column("size"))
                    .containsOnly("2");

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
                    "--rebalance",
                    "y3:low=0.9,high=0.9");

            // Then
            assertThat(wrong.exits(2).err())
                    .contains("There is no column 'sise'", "shop.size")
                    .contains("shop.id is a key")
                    .contains("The value given for column shop.size")
                    .contains("The shares of column visit.y3")
                    .doesNotContain("huge");
            assertThat(up.run("sample", "other", "--out", dir.resolve("unable"), "--where", "size=2")
                            .exits(2)
                            .err())
                    .contains("Table shop was learned by the engine ctgan", "engine=argn");
        }
    }

    private static double share(CsvFile rows, String column, String value) {
        return rows.column(column).stream().filter(value::equals).count()
                / (double) rows.rows().size();
    }

    private CsvFile sample(Up up, Path source, String out, Object... options) throws Exception {
        Object[] words = new Object[options.length + 6];
        System.arraycopy(new Object[] {"sample", "visits", "--seed", "5", "--out", dir.resolve(out)}, 0, words, 0, 6);
        System.arraycopy(options, 0, words, 6, options.length);
        up.run(words).exits(0);
        DatabaseFiles sampled = DatabaseFiles.read(dir.resolve(out), source.resolve("metadata.json"));
        sampled.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        return sampled.table("visit");
    }
}
