package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds docs/events.md to the catalogue of topics and to the clients that are run. */
class EventsPageTest {
    private static final String PAGE = "docs/events.md";

    @Test
    void thePageShowsEveryTopicAsItIsCreatedAndNoOther() throws IOException {
        // Given
        List<List<String>> expected = Topics.all().stream()
                .map(t -> List.of(t.name(), events(t), Integer.toString(t.partitions()), kept(t), routing(t)))
                .toList();

        // When
        List<List<String>> shown = Pages.rows(PAGE, "`rowmill.").stream()
                .map(r -> List.of(r.get(0), r.get(2), r.get(3), r.get(4), r.get(5)))
                .toList();

        // Then
        assertThat(shown)
                .as(
                        "rows of the table of topics in %s, which is written by hand: topic, events, partitions, kept, routing",
                        PAGE)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "java, e2e/src/test/java/io/rowmill/e2e/client/PlainKafkaClient.java",
        "js, e2e/src/test/js/client.js",
        "json, e2e/src/test/js/package.json"
    })
    void theClientsOnThePageAreThoseThatAreRun(String language, String file) throws IOException {
        // Given
        String source = Pages.read(file);

        // When
        String page = Pages.generated(PAGE, "```" + language + "\n", source, "```");

        // Then
        assertThat(page).as("-Drowmill.docs=write copies %s", file).contains("```" + language + "\n" + source + "```");
    }

    private static String events(Topic topic) {
        return topic.events().stream()
                .map(Class::getSimpleName)
                .sorted()
                .map(name -> "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String kept(Topic topic) {
        return topic.cleanup() == Topic.Cleanup.COMPACT
                ? "compacted"
                : topic.retention().toDays() + " days";
    }

    private static String routing(Topic topic) {
        return switch (topic.routing()) {
            case BY_KEY -> "by key";
            case ROUND_ROBIN -> "round robin";
            case BY_SUBJECT -> topic.equals(Topics.SAMPLE_PROGRESS) ? "by sample id" : "by run id";
        };
    }
}
