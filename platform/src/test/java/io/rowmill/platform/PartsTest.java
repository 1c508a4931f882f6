package io.rowmill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    @Test
    void whatWasOpenedIsClosedInReverseOrderWhereTheNextCanNotBeOpened() {
        // When
        assertThatThrownBy(() -> Parts.open(parts -> {
                    parts.add(part("first"));
                    parts.addAll(List.of(part("second"), part("third")));
                    throw new IllegalStateException("no fourth");
                }))
                .hasMessage("no fourth");

        // Then
        assertThat(closed).containsExactly("third", "second", "first");
    }
}
