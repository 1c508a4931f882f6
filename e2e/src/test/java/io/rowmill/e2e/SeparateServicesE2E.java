package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ServiceProcess;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.Up;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service as its own process, from its own jar, beside a broker, registry and store that run no service at all. */
class SeparateServicesE2E {
    private static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");

    @TempDir
    Path dir;

    @Test
    void aRunAndASamplePassThroughFiveProcesses() throws Exception {
        // Given
        Path shop = ShopDatabase.write(dir.resolve("shop"));
        Map<String, String> switchedOff = new HashMap<>();
        SERVICES.forEach(s -> switchedOff.put("ROWMILL_" + s.toUpperCase(Locale.ROOT) + "_ENABLED", "false"));
        List<ServiceProcess> processes = new ArrayList<>();
        try (Up up = Up.start(new Rowmill(dir).with(switchedOff), dir.resolve("data"))) {
            for (String service : SERVICES) {
                processes.add(ServiceProcess.start(service, up, dir));
            }
            processes.forEach(ServiceProcess::awaitReady);

            // When
            up.run("fit", "--source", shop, "--name", "shop", "--set", "epochs=1", "--follow")
                    .exits(0);
            up.run("sample", "shop", "--out", "synthetic").exits(0);

            // Then
            DatabaseFiles synthetic = DatabaseFiles.read(dir.resolve("synthetic"), ShopDatabase.metadata(shop));
            synthetic.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
            assertThat(synthetic.table("customer").rows()).isNotEmpty();
        } finally {
            processes.forEach(ServiceProcess::close);
        }
    }
}
