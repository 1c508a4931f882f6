package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of keys in docs/configuration.md to the configuration mappings of the services. */
class ConfigurationReferenceTest {
    private final Map<String, String> defaults = ConfigKeys.defaults();

    @Test
    void thePageShowsEveryKeyWithItsDefaultAndNoOther() throws IOException {
        // When
        Map<String, String> shown =
                new TreeMap<>(rows().stream().collect(Collectors.toMap(r -> r.get(0), r -> r.get(2))));

        // Then
        assertThat(shown)
                .as("keys and defaults in the tables of docs/configuration.md, which are written by hand")
                .containsExactlyInAnyOrderEntriesOf(defaults);
    }

    @Test
    void everyKeyIsShownWithItsEnvironmentVariable() throws IOException {
        assertThat(rows())
                .filteredOn(r -> !r.get(1).equals("see below"))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.get(1)).isEqualTo(ConfigKeys.environmentVariable(r.get(0))));
    }

    @Test
    void everyServiceCanBeSwitchedOff() {
        assertThat(defaults)
                .containsKeys(
                        "rowmill.ingest.enabled",
                        "rowmill.preprocess.enabled",
                        "rowmill.linkage.enabled",
                        "rowmill.trainer.enabled",
                        "rowmill.sampler.enabled");
    }

    private static List<List<String>> rows() throws IOException {
        return Pages.rows("docs/configuration.md", "`rowmill.");
    }
}
