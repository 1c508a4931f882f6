package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the code to what docs/private-fits.md says of real rows: few places open them. The layering sees imports only, so this looks for
 * the words themselves. Who adds a place has to add it here, and to say why it asks nothing beside the ledger.
 */
class RealRowsTest {
    @ParameterizedTest
    @CsvSource({
        "RunData.ofReal(, RealData.java",
        // The first reads any run's snapshots, those of a private run being stand-ins; the others read before there are
        // any.
        "new SnapshotRows(, RunData.java DeclaredRows.java SnapshotTaker.java PrivateTables.java",
        "new RealData(, PrivateTables.java LinkageHandler.java JobData.java TrainingHandler.java",
        "ArtifactKeys.realSnapshots(, RealData.java",
        "ArtifactKeys.realLinkage(, RealData.java",
        "ArtifactKeys.realWeights(, RealData.java"
    })
    void realRowsAreOpenedOnlyWhereTheyMayBe(String words, String files) throws IOException {
        assertThat(filesWith(words)).as("files with '%s'", words).isEqualTo(Set.of(files.split(" ")));
    }

    private static Set<String> filesWith(String words) throws IOException {
        Set<String> out = new TreeSet<>();
        try (Stream<Path> all = Files.walk(Project.path("pom.xml").getParent(), 16)) {
            for (Path file : (Iterable<Path>) all.filter(f ->
                    f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))::iterator) {
                if (Files.readString(file).contains(words)) {
                    out.add(file.getFileName().toString());
                }
            }
        }
        return out;
    }
}
