package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.Up;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform in the foreground, and the commands that talk to it. */
class UpE2E {
    @TempDir
    Path dir;

    private Rowmill rowmill;
    private Path shop;

    @BeforeEach
    void writeShop() throws Exception {
        rowmill = new Rowmill(dir);
        shop = ShopDatabase.write(dir.resolve("shop"));
    }

    @Test
    void whatItHasLearnedSurvivesARestart() throws Exception {
        String modelId;
        try (Up up = Up.start(rowmill, dir.resolve("data"))) {
            // Given
            List<String> fitted = up.run("fit", "--source", shop, "--name", "shop", "--set", "epochs=2", "--follow")
                    .exits(0)
                    .lines();
            String runId = fitted.get(0);
            modelId = fitted.get(fitted.size() - 1);

            // Then
            assertThat(up.run("runs").exits(0).out()).contains(runId, "shop", "READY");
            assertThat(up.run("run", runId).exits(0).out()).contains("READY", modelId);
            assertThat(up.run("models").exits(0).out()).contains(modelId, "shop");
            assertThat(up.run("model", "shop").exits(0).out()).contains(modelId, "customer");
            assertThat(up.run("model", "nobody").exits(2).err()).contains("nobody");

            // When
            up.run("sample", "shop", "--rows", "customer=50", "--seed", "5", "--out", "before")
                    .exits(0);
            assertThat(up.stop()).as("exit code after a signal").isIn(0, 130, 143);
        }
        try (Up up = Up.start(rowmill, dir.resolve("data"))) {
            assertThat(up.run("models").exits(0).out()).contains(modelId);
            up.run("sample", "shop", "--rows", "customer=50", "--seed", "5", "--out", "after")
                    .exits(0);
        }

        // Then
        DatabaseFiles after = DatabaseFiles.read(dir.resolve("after"), ShopDatabase.metadata(shop));
        after.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        assertThat(after.table("customer").rows()).hasSize(50);
        assertThat(DatabaseFiles.contents(dir.resolve("after")))
                .isEqualTo(DatabaseFiles.contents(dir.resolve("before")));
    }

    @Test
    void aCancelledRunEndsWhileOthersGoOn() throws Exception {
        try (Up up = Up.start(rowmill, dir.resolve("data"))) {
            // Given
            String longRun = up.run(
                            "fit",
                            "--source",
                            shop,
                            "--name",
                            "long",
                            "--set",
                            "epochs=100000",
                            "--set",
                            "earlyStopping=false")
                    .exits(0)
                    .lines()
                    .get(0);
            Await.until("the run trains", Duration.ofSeconds(120), () -> up.run("run", longRun)
                    .out()
                    .contains("TRAINING"));

            // When
            up.run("cancel", longRun).exits(0);

            // Then
            Await.until("the run is cancelled", Duration.ofSeconds(60), () -> up.run("run", longRun)
                    .out()
                    .contains("CANCELLED"));
            up.run("fit", "--source", shop, "--name", "short", "--set", "epochs=1", "--follow")
                    .exits(0);
            assertThat(up.run("models").exits(0).out()).contains("short").doesNotContain("long");
        }
    }
}
