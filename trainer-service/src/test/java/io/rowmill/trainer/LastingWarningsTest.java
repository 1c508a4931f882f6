package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastingWarningsTest {
    private final LastingWarnings warnings = new LastingWarnings();

    @Test
    void whatPassesIsNotSaid() {
        // When, Then: found twice, gone, and found twice again
        assertThat(warnings.after(List.of("a"))).isEmpty();
        assertThat(warnings.after(List.of("a"))).isEmpty();
        assertThat(warnings.after(List.of())).isEmpty();
        assertThat(warnings.after(List.of("a"))).isEmpty();
        assertThat(warnings.after(List.of("a"))).isEmpty();
    }

    @Test
    void whatLastsIsSaidAsLongAsItDoesAndIsNewOnce() {
        // Given
        warnings.after(List.of("a"));
        warnings.after(List.of("a", "b"));

        // When, Then
        assertThat(warnings.after(List.of("a", "b"))).containsExactly("a");
        assertThat(warnings.isNew("a")).isTrue();
        assertThat(warnings.after(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(warnings.isNew("a")).isFalse();
        assertThat(warnings.after(List.of("b"))).containsExactly("b");
    }
}
