package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.CsvFile;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Leaks;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.SharedUp;
import io.rowmill.e2e.harness.Up;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Customers, one of whom lives where nobody else does and has ordered more than all others, learned under differential privacy. */
@ExtendWith(SharedUp.class)
class PrivateFitE2E {
    private static final int CUSTOMERS = 3_000;

    @TempDir
    Path dir;

    @Test
    void theModelSaysWhatItPromisesAndTellsOfNoCustomerAlone(Up up) throws Exception {
        // Given
        Path source = write();

        // When
        up.run(fit(source, "private-shop", "epsilon=8", "privateSteps=60")).exits(0);
        up.run("sample", "private-shop", "--out", dir.resolve("out")).exits(0);

        // Then
        Rowmill.Result model = up.run("model", "private-shop").exits(0);
        assertThat(model.out())
                .containsPattern(
                        "privacy +epsilon [1-8]\\.\\d+, delta .*any one row of customer with all that is reached")
                .containsPattern("spent +standIn [0-9.]+, training [0-9.]+")
                .contains("not said");
        DatabaseFiles made = DatabaseFiles.read(dir.resolve("out"), source.resolve("metadata.json"));
        made.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        CsvFile customers = made.table("customer");
        assertThat(customers.rows()).hasSizeBetween(CUSTOMERS * 9 / 10, CUSTOMERS * 11 / 10);
        assertThat(customers.column("town")).doesNotContain("Atlantis").contains("Ghent", "Bruges");
        assertThat(customers.column("income"))
                .allSatisfy(i -> assertThat(Double.parseDouble(i)).isLessThan(1e6));
        Leaks leaks = new Leaks(Map.of("Atlantis", "a town of one customer", "@real.example", "a real address"));
        leaks.searchTopics(up.bootstrapServers());
        leaks.search(up.log(), "log");
        assertThat(leaks.found()).isEmpty();
        assertThat(made.table("order").rows()).hasSizeBetween(CUSTOMERS, 2 * CUSTOMERS);
    }

    @Test
    void aMarginalModelAsksForPairsAndNoTraining(Up up) throws Exception {
        // When
        up.run(fit(write(), "marginal-shop", "epsilon=8", "privacyMethod=MARGINAL", "epochs=3"))
                .exits(0);

        // Then
        assertThat(up.run("model", "marginal-shop").exits(0).out())
                .containsPattern("spent +pairs [0-9.]+, standIn [0-9.]+, each");
    }

    @Test
    void whatWouldReadRowsBesideTheBudgetIsRefused(Up up) throws Exception {
        // Given
        Path source = write();

        // When
        Rowmill.Result engine = up.run(fit(source, "refused", "epsilon=1", "engine=ctgan", "samplingStrategy=RANDOM"));
        Rowmill.Result root = up.run(fit(source, "refused", "epsilon=1", "privacyRoot=region"));

        // Then
        assertThat(engine.exits(2).err()).contains("the engine is argn, not ctgan", "leave samplingStrategy out");
        assertThat(root.exits(2).err()).contains("'privacyRoot' names region, which is a public table");
    }

    private static Object[] fit(Path source, String name, String... settings) {
        Object[] fixed = {"fit", "--source", source, "--name", name, "--follow"};
        Object[] out = Arrays.copyOf(fixed, fixed.length + 2 * settings.length);
        for (int s = 0; s < settings.length; s++) {
            out[fixed.length + 2 * s] = "--set";
            out[fixed.length + 2 * s + 1] = settings[s];
        }
        return out;
    }

    private Path write() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("source"));
        Random random = new Random(4);
        StringBuilder customers = new StringBuilder("id,region,town,income,mail\n");
        StringBuilder orders = new StringBuilder("id,customer,amount\n");
        int order = 0;
        for (int c = 0; c < CUSTOMERS; c++) {
            boolean alone = c == 17;
            String town = alone ? "Atlantis" : random.nextInt(3) == 0 ? "Ghent" : "Bruges";
            int income = alone ? 1_000_000_000 : 20_000 + random.nextInt(60_000);
            customers.append("%d,r%d,%s,%d,someone%d@real.example%n".formatted(c, random.nextInt(3), town, income, c));
            for (int o = alone ? 5_000 : random.nextInt(4); o > 0; o--) {
                orders.append("%d,%d,%d.50%n".formatted(order++, c, 5 + random.nextInt(90)));
            }
        }
        Files.writeString(folder.resolve("customer.csv"), customers);
        Files.writeString(folder.resolve("order.csv"), orders);
        Files.writeString(folder.resolve("region.csv"), "code,name\nr0,North\nr1,East\nr2,West\n");
        Files.writeString(
                folder.resolve("metadata.json"),
                """
                {"METADATA_SPEC_VERSION": "V1", "tables": {
                  "region": {"public": true, "primary_key": "code",
                    "columns": {"code": {"sdtype": "id"}, "name": {"sdtype": "categorical"}}},
                  "customer": {"primary_key": "id", "columns": {"id": {"sdtype": "id"}, "region": {"sdtype": "id"},
                    "town": {"sdtype": "categorical"}, "income": {"sdtype": "numerical"},
                    "mail": {"sdtype": "email", "pii": true}}},
                  "order": {"primary_key": "id", "columns": {"id": {"sdtype": "id"}, "customer": {"sdtype": "id"},
                    "amount": {"sdtype": "numerical"}}}},
                 "relationships": [
                  {"parent_table_name": "region", "parent_primary_key": "code",
                   "child_table_name": "customer", "child_foreign_key": "region"},
                  {"parent_table_name": "customer", "parent_primary_key": "id",
                   "child_table_name": "order", "child_foreign_key": "customer"}]}
                """);
        return folder;
    }
}
