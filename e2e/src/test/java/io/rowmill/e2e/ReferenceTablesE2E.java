package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.e2e.harness.CsvFile;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.SharedUp;
import io.rowmill.e2e.harness.Up;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Payments have a state, which is one of a list that the metadata calls public; the states of a phase lie in another such list. */
@ExtendWith(SharedUp.class)
class ReferenceTablesE2E {
    private static final String PHASES = "code,label\nP-1,open\nP-7,closed\n";
    private static final String STATES = "nr,phase,label,weight\n"
            + "10,P-1,Offen,1.50\n20,P-1,Pending,02.5\n35,P-7,PAID,\n36,P-7,Zurück,7\n99,,\"Lost, \"\"for good\"\"\",7\n";
    private static final int[] NUMBERS = {10, 20, 35, 36, 99};
    private static final int PAYMENTS = 2_000;

    @TempDir
    Path dir;

    @Test
    void publicTablesComeAsTheyAreAndEachRowHasItsShare(Up up) throws Exception {
        // Given
        Path source = write();
        up.run("fit", "--source", source, "--name", "payments", "--set", "epochs=30", "--follow")
                .exits(0);
        String[] sample = {"sample", "payments", "--seed", "3", "--out"};

        // When
        Path twice = dir.resolve("twice");
        up.run(sample[0], sample[1], sample[2], sample[3], sample[4], twice, "--scale", "2")
                .exits(0);

        // Then
        for (String table : new String[] {"phase.csv", "state.csv"}) {
            assertThat(twice.resolve(table)).hasSameTextualContentAs(source.resolve(table));
        }
        DatabaseFiles made = DatabaseFiles.read(twice, source.resolve("metadata.json"));
        made.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        CsvFile payments = made.table("payment");
        assertThat(payments.rows()).hasSize(2 * PAYMENTS);
        CsvFile real = CsvFile.read(source.resolve("payment.csv"));
        for (int number : NUMBERS) {
            assertThat(share(payments, number)).as("state " + number).isCloseTo(share(real, number), within(0.002));
            assertThat(mean(payments, number)).as("state " + number).isCloseTo(mean(real, number), within(4.0));
        }
        assertThat(up.run("model", "payments").exits(0).out()).containsPattern("state +5 +copied");

        // When
        var wrong = up.run("sample", "payments", "--out", dir.resolve("wrong"), "--rows", "state=9");
        var wished = up.run("sample", "payments", "--out", dir.resolve("wrong"), "--where", "state.label=PAID");

        // Then
        assertThat(wrong.exits(2).err()).contains("Table state is copied as it is ('public' in the metadata)");
        assertThat(wished.exits(2).err())
                .contains("Table state is copied as it is ('public' in the metadata)", "take no conditions");
    }

    private Path write() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("source"));
        Files.writeString(folder.resolve("phase.csv"), PHASES);
        Files.writeString(folder.resolve("state.csv"), STATES);
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("id,state,amount\n");
        for (int i = 0; i < PAYMENTS; i++) {
            int kind = (int) (NUMBERS.length * Math.pow(random.nextDouble(), 2));
            rows.append(i + 1).append(',').append(NUMBERS[kind]).append(',');
            rows.append(20 * kind + random.nextInt(10)).append('\n');
        }
        Files.writeString(folder.resolve("payment.csv"), rows);
        Files.writeString(
                folder.resolve("metadata.json"),
                """
                {"METADATA_SPEC_VERSION": "V1", "tables": {
                  "phase": {"public": true, "primary_key": "code",
                    "columns": {"code": {"sdtype": "id"}, "label": {"sdtype": "categorical"}}},
                  "state": {"public": true, "primary_key": "nr",
                    "columns": {"nr": {"sdtype": "id"}, "phase": {"sdtype": "id"}, "label": {"sdtype": "text"},
                      "weight": {"sdtype": "numerical"}}},
                  "payment": {"primary_key": "id",
                    "columns": {"id": {"sdtype": "id"}, "state": {"sdtype": "id"}, "amount": {"sdtype": "numerical"}}}},
                 "relationships": [
                  {"parent_table_name": "phase", "parent_primary_key": "code",
                   "child_table_name": "state", "child_foreign_key": "phase"},
                  {"parent_table_name": "state", "parent_primary_key": "nr",
                   "child_table_name": "payment", "child_foreign_key": "state"}]}
                """);
        return folder;
    }

    private static double share(CsvFile payments, int state) {
        return payments.column("state").stream()
                        .filter(s -> s.equals("" + state))
                        .count()
                / (double) payments.rows().size();
    }

    private static double mean(CsvFile payments, int state) {
        return IntStream.range(0, payments.rows().size())
                .filter(i -> payments.column("state").get(i).equals("" + state))
                .mapToDouble(i -> Double.parseDouble(payments.column("amount").get(i)))
                .average()
                .orElseThrow();
    }
}
