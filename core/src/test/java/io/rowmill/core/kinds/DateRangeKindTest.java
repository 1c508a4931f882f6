package io.rowmill.core.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateRangeKindTest {
    private final ValueKind kind = new DateRangeKind();

    private List<ValueKind.Template> templates(List<String> cells) {
        ValueKind.Learner learner = kind.learner(false);
        cells.forEach(cell -> {
            assertThat(kind.isValid(cell)).as(cell).isTrue();
            learner.accept(cell);
        });
        return learner.templates(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s,%s)",
                "(%s,%s]",
                "[%s,)",
                "(,%2$s)",
                "[\"%s 10:00:00\",\"%s 11:00:00.5\"]",
                "[\"%s 10:00:00+00\",)"
            })
    void rangesHaveTheirLayoutAndRealDays(String layout) {
        // Given
        List<String> cells = IntStream.range(0, 200)
                .mapToObj(i -> layout.formatted(
                        LocalDate.of(2023, 1, 1).plusDays(i),
                        LocalDate.of(2023, 1, 2).plusDays(i + i % 40)))
                .toList();

        // When
        List<ValueKind.Template> templates = templates(cells);
        String template = templates.get(0).text();
        List<String> made = LongStream.range(0, 100)
                .mapToObj(i -> kind.make(template, i * 37 % kind.size(template)))
                .toList();

        // Then
        assertThat(templates).extracting(ValueKind.Template::rows).containsExactly(200L);
        assertThat(made).allMatch(kind::isValid, "a range that does not end before it begins");
        assertThat(templates(made).get(0).text().replaceAll("\0.*", "")).isEqualTo(template.replaceAll("\0.*", ""));
    }

    @Test
    void everyIndexGivesAnotherRange() {
        // Given
        String template = templates(IntStream.range(1, 29)
                        .mapToObj(d -> "[2023-02-%02d,2023-03-%02d)".formatted(d, Math.min(28, d + d % 3)))
                        .toList())
                .get(0)
                .text();

        // When
        Set<String> made = new HashSet<>(LongStream.range(0, kind.size(template))
                .mapToObj(i -> kind.make(template, i))
                .toList());

        // Then
        assertThat(made).hasSize((int) kind.size(template)).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2023-02-30,2023-03-01)",
                "[2023-03-02,2023-03-01)",
                "[1,5)",
                "[,)",
                "2023-01-01",
                "(0.5,0.7)",
                ""
            })
    void otherTextsAreNone(String cell) {
        assertThat(kind.isValid(cell)).isFalse();
    }

    @Test
    void rareLayoutsAreNotTold() {
        assertThat(templates(List.of("[2023-01-01,2023-01-02)", "empty"))).isEmpty();
    }
}
