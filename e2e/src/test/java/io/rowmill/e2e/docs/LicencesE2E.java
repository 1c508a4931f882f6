package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody has looked at the licence of everything that is shipped: docs/licenses.md has the group of every jar. */
class LicencesE2E {
    private static final List<String> ALLOWED =
            List.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "EPL-2.0", "CC0-1.0");

    @Test
    void everyShippedJarIsOfAGroupWhoseLicenceIsKnown() throws IOException {
        // Given
        Set<String> groups = new HashSet<>(Set.of("io.rowmill"));
        for (String licence : ALLOWED) {
            for (List<String> row : Pages.rows("docs/licenses.md", licence + " |")) {
                Arrays.stream(row.get(1).split(",")).map(String::strip).forEach(groups::add);
            }
        }

        // When
        Set<String> unknown = new TreeSet<>();
        for (String module : List.of("cli", "ingest-service", "trainer-service", "sampler-service")) {
            for (String lib : List.of("boot", "main")) {
                Path folder = Project.path(module + "/target/quarkus-app/lib/" + lib);
                try (Stream<Path> jars = Files.list(folder)) {
                    jars.map(jar -> jar.getFileName().toString())
                            .filter(jar -> groups.stream().noneMatch(group -> jar.startsWith(group + ".")))
                            .forEach(unknown::add);
                }
            }
        }

        // Then
        assertThat(unknown).as("jars whose group is not in docs/licenses.md").isEmpty();
    }
}
