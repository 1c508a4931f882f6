package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Project;
import io.rowmill.e2e.harness.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prometheus' own tool takes deploy/alerts.yaml through the cases of deploy/alerts-test.yaml. */
@Tag("alerts")
class AlertsE2E {
    @Test
    void everyAlertFiresAndIsSilentWhereItShould() throws Exception {
        // Given
        ProcessBuilder promtool = new ProcessBuilder("promtool", "test", "rules", "alerts-test.yaml")
                .directory(Project.path("deploy").toFile())
                .redirectErrorStream(true);

        // When
        Process process;
        try {
            process = promtool.start();
        } catch (IOException e) {
            Skip.because("the test of deploy/alerts.yaml needs promtool, which comes with Prometheus");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).as(said).isZero();
    }
}
