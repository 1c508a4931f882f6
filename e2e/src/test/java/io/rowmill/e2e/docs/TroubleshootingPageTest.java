package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/troubleshooting.md to the codes of failures that the code has. */
class TroubleshootingPageTest {
    private static final Pattern CODE_CELL =
            Pattern.compile("^\\| (`[a-z]+(?:-[a-z]+)+`(?:, `[a-z]+(?:-[a-z]+)+`)*)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("[a-z]+(?:-[a-z]+)+");

    @Test
    void everyCodeOnThePageIsOneThatRowmillPrints() throws IOException {
        // Given
        String sources = sources();

        // When
        Set<String> strangers = codesOnThePage().stream()
                .filter(code -> !sources.contains('"' + code + '"'))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(codesOnThePage()).hasSizeGreaterThan(20);
        assertThat(strangers)
                .as("codes in docs/troubleshooting.md that no source has: correct or remove them")
                .isEmpty();
    }

    private static Set<String> codesOnThePage() throws IOException {
        Set<String> codes = new TreeSet<>();
        Matcher cell = CODE_CELL.matcher(Pages.read("docs/troubleshooting.md"));
        while (cell.find()) {
            Matcher code = CODE.matcher(cell.group(1));
            while (code.find()) {
                codes.add(code.group());
            }
        }
        return codes;
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Project.path("pom.xml").getParent(), 14)) {
            StringBuilder all = new StringBuilder();
            for (Path file : (Iterable<Path>) files.filter(TroubleshootingPageTest::isSource)::iterator) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static boolean isSource(Path file) {
        return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
    }
}
