package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopDatabase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From CSV files to synthetic CSV files in one command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynthesizeE2E {
    private Path dir;
    private Rowmill rowmill;
    private Path shop;
    private Rowmill.Result first;

    @BeforeAll
    void synthesizeOnce(@TempDir Path temporary) throws Exception {
        dir = temporary;
        rowmill = new Rowmill(dir);
        shop = ShopDatabase.write(dir.resolve("shop"));
        first = synthesize(1, "first");
    }

    private Rowmill.Result synthesize(long seed, String out) throws Exception {
        return rowmill.run("synthesize", "--source", shop, "--out", out, "--set", "epochs=2", "--seed", seed)
                .exits(0);
    }

    @Test
    void everyKeyIsUniqueAndEveryReferenceResolves() throws Exception {
        synthetic("first").assertPrimaryKeysAreUnique().assertForeignKeysResolve();
    }

    @Test
    void filesHaveTheSourcesHeadersBoundsAndFormats() throws Exception {
        // Given
        DatabaseFiles synthetic = synthetic("first");

        // Then
        synthetic.assertLooksLike(source());
        assertThat(synthetic.table("customer").values("customer_no"))
                .isNotEmpty()
                .allMatch(v -> v.matches("C-\\d{4,}"));
        assertThat(synthetic.table("customer").values("since")).allMatch(v -> v.matches("\\d{4}-\\d\\d-\\d\\d"));
        assertThat(synthetic.table("customer").values("balance")).allMatch(v -> v.matches("-?\\d+\\.\\d\\d"));
        assertThat(synthetic.table("purchase").values("placed_at"))
                .allMatch(v -> v.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
        assertThat(synthetic.table("product").values("discontinued"))
                .containsAnyOf("true", "false")
                .isSubsetOf("true", "false");
    }

    @Test
    void categoriesAreTheSourcesOwnAndNullIsNotTheEmptyString() throws Exception {
        // Given
        Set<String> real = new HashSet<>(source().table("customer").column("level"));

        // When
        List<String> synthetic = synthetic("first").table("customer").column("level");

        // Then
        assertThat(synthetic).isSubsetOf(real).doesNotContainNull();
        assertThat(synthetic("first").table("customer").column("favourite_product"))
                .containsNull();
    }

    @Test
    void noRealValueOfAPersonalColumnIsCopied() throws Exception {
        // Given
        List<String> real = source().table("customer").values("email");

        // When
        List<String> synthetic = synthetic("first").table("customer").values("email");

        // Then
        assertThat(synthetic).isNotEmpty().doesNotContainAnyElementsOf(real);
    }

    @Test
    void scaleOneGivesAsManyRootRowsAsTheSource() throws Exception {
        assertThat(synthetic("first").table("region").rows())
                .hasSameSizeAs(source().table("region").rows());
    }

    @Test
    void referencesToTheOwnTableFormAForest() throws Exception {
        // Given
        Map<String, String> parents = new java.util.HashMap<>();
        for (List<String> row : synthetic("first").table("region").rows()) {
            parents.put(row.get(0), row.get(1));
        }

        // Then
        assertThat(parents.values()).anyMatch(Objects::isNull).anyMatch(Objects::nonNull);
        assertThat(parents.keySet()).allSatisfy(start -> {
            String at = start;
            for (int steps = 0; at != null; steps++) {
                assertThat(steps).as("steps to the root of " + start).isLessThanOrEqualTo(parents.size());
                at = parents.get(at);
            }
        });
    }

    @Test
    void equalSeedsGiveEqualFiles() throws Exception {
        // When
        synthesize(1, "again");

        // Then
        assertThat(DatabaseFiles.contents(dir.resolve("again")))
                .isEqualTo(DatabaseFiles.contents(dir.resolve("first")));
    }

    @Test
    void resultsGoToStdoutAndProgressToStderr() {
        assertThat(first.out()).contains("customer.csv").doesNotContain("preprocess");
        assertThat(first.err()).contains("ingest", "preprocess", "linkage", "train", "accuracy");
        assertThat(first.err())
                .as("a good run ends without a word of Kafka's")
                .doesNotContain("clientId=", "attempts left", "NOT_LEADER", "UNKNOWN_TOPIC");
    }

    private DatabaseFiles synthetic(String out) throws Exception {
        return DatabaseFiles.read(dir.resolve(out), ShopDatabase.metadata(shop));
    }

    private DatabaseFiles source() throws Exception {
        return DatabaseFiles.read(shop, ShopDatabase.metadata(shop));
    }
}
