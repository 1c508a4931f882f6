package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the walks of docs/architecture.md to the files that they name. */
class ArchitecturePageTest {
    private static final Pattern STOP = Pattern.compile("^\\d+\\. `(\\w+\\.java)`", Pattern.MULTILINE);

    @Test
    void everyWalkGoesThroughFilesThatExistAndThroughNoneTwice() throws IOException {
        // Given
        List<String> files = sources();

        // When
        List<String> stops = STOP.matcher(Pages.read("docs/architecture.md"))
                .results()
                .map(match -> match.group(1))
                .toList();

        // Then
        assertThat(stops).hasSize(30).doesNotHaveDuplicates();
        assertThat(stops)
                .as(
                        "files that the walks of docs/architecture.md, section 9, name and no module has: renamed or moved?")
                .filteredOn(stop -> !files.contains(stop))
                .isEmpty();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> all = Files.walk(Project.path("pom.xml").getParent(), 14)) {
            return all.filter(file -> file.toString().contains("/src/main/java/"))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
