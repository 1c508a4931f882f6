package io.rowmill.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences about names of any length stay sentences. */
class ExcerptTest {
    @Test
    void aLongWordIsCutAndItsLengthTold() {
        assertThat(Excerpt.of("No engine '" + "x".repeat(5000) + "' is here."))
                .isEqualTo("No engine '" + "x".repeat(100) + "... (5000 characters)' is here.");
        assertThat(Excerpt.of("No engine '" + "x".repeat(5000) + "'; leave it out."))
                .isEqualTo("No engine '" + "x".repeat(100) + "... (5000 characters)'; leave it out.");
        assertThat(Excerpt.of("'".repeat(5000))).hasSizeLessThan(150);
        assertThat(Excerpt.of("é$\\".repeat(1000))).startsWith("é$\\").hasSizeLessThan(150);
    }

    @Test
    void whatIsOfUsualLengthStaysAsItIs() {
        // Given: as long as a legal object key of usual names
        String key = "runs/" + "x".repeat(100) + "/data/encoded/" + "y".repeat(100) + "/0.col is not there.";

        // Then
        assertThat(Excerpt.of(key)).isEqualTo(key);
    }

    @Test
    void aSentenceOfManyWordsIsCutToo() {
        assertThat(Excerpt.of("a ".repeat(5000))).hasSize(4003);
    }

    @Test
    void everyFailureTellsItsNamesInShort() {
        // Given
        String name = "x".repeat(5000);

        // Then
        for (FailureException e : List.of(
                FailureException.rejected("a", name),
                FailureException.unavailable("a", name, null),
                FailureException.defect("a", name))) {
            assertThat(e.failure().messages()).allMatch(m -> m.length() < 200);
            assertThat(e.getMessage()).hasSizeLessThan(200);
        }
        assertThat(new Failure.Rejected("a", List.of("One.", "Two.")).messages())
                .containsExactly("One.", "Two.");
    }
}
