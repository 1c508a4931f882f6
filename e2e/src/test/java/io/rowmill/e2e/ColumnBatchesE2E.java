package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.CsvFile;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.SharedUp;
import io.rowmill.e2e.harness.Up;
import io.rowmill.e2e.harness.WideFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A wide table learned in batches of its columns, each by its engine, one batch of it trained again by {@code ctgan}, and a seal that
 * ends its line.
 */
@ExtendWith(SharedUp.class)
class ColumnBatchesE2E {
    private static final String GROUPS = "visit.columnBatches=ex:x1,x2,x3;why:y1,y2,y3";

    /** The batch that is trained again: by name, as others are learned by default. */
    private static final String BY_NAME = "visit/b3.engine=ctgan";

    @TempDir
    Path dir;

    @Test
    void aBatchIsTrainedAgainIntoANewModelAndASealedModelIsRefused(Up up) throws Exception {
        // Given
        Path wide = WideFiles.write(dir.resolve("wide"), WideFiles.COLUMNS);
        Path narrow = WideFiles.write(dir.resolve("narrow"), WideFiles.COLUMNS.subList(0, 8));
        String base = lastLine(up.run(
                "fit",
                "--source",
                wide,
                "--name",
                "base",
                "--set",
                "epochs=2",
                "--set",
                GROUPS,
                "--set",
                BY_NAME,
                "--follow"));

        // Then
        assertThat(up.run("model", base).exits(0).lines())
                .anyMatch(l -> l.matches("visit/ex +x1 x2 x3 +- +argn .*"))
                .anyMatch(l -> l.matches("visit/why +y1 y2 y3 +x\\d.* +argn .*"))
                .anyMatch(l -> l.matches("visit/b3 +z1 z2 z3 .* +ctgan .*"))
                .anyMatch(l -> l.matches("visit +400 +argn ctgan +[01]\\.\\d+ +[01]\\.\\d+"));

        // When
        String again = lastLine(up.run(
                "fit",
                "--source",
                wide,
                "--name",
                "again",
                "--base",
                "base",
                "--only",
                "visit/b3",
                "--set",
                "visit/b3.epochs=3",
                "--set",
                "visit.warmStart=true",
                "--follow"));

        // Then
        assertThat(up.run("model", again).exits(0).out()).contains(base + ", trained again: visit/b3");
        CsvFile before = sample(up, wide, base);
        CsvFile after = sample(up, wide, again);
        assertThat(before.rows()).hasSizeGreaterThan(200);
        for (String column : before.header()) {
            boolean isTrainedAgain = column.startsWith("z");
            if (column.equals("z3")) {
                // The one discrete column of its batch: drawn by its frequency, whatever was learned about the
                // others.
                continue;
            }
            assertThat(after.column(column).equals(before.column(column)))
                    .as("column " + column + " is as in the base")
                    .isEqualTo(!isTrainedAgain);
        }

        // When
        up.run("seal", "base").exits(0);

        // Then
        assertThat(up.run("models").exits(0).lines())
                .anyMatch(l -> l.startsWith(base) && l.endsWith("sealed"))
                .anyMatch(l -> l.startsWith(again) && l.endsWith("-"));
        assertThat(retrain(up, wide, "base", "visit").exits(2).err()).contains(base + " is sealed");
        assertThat(retrain(up, narrow, "again", "visit").exits(2).err()).contains("the metadata has column z3");
        assertThat(retrain(up, wide, "again", "visit/b9").exits(2).err()).contains("'visit/b9'", "visit/b3");
    }

    private static Rowmill.Result retrain(Up up, Path source, String base, String only) throws Exception {
        return up.run("fit", "--source", source, "--name", "refused", "--base", base, "--only", only, "--follow");
    }

    private static String lastLine(Rowmill.Result result) {
        List<String> lines = result.exits(0).lines();
        return lines.get(lines.size() - 1);
    }

    private CsvFile sample(Up up, Path source, String model) throws Exception {
        up.run("sample", model, "--seed", "5", "--out", dir.resolve(model)).exits(0);
        DatabaseFiles sampled = DatabaseFiles.read(dir.resolve(model), source.resolve("metadata.json"));
        sampled.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        return sampled.table("visit");
    }
}
