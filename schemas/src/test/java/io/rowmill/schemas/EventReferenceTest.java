package io.rowmill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Holds the field tables of docs/events.md to the schemas. To write them anew:
 * {@code ./mvnw -pl schemas test -Dtest=EventReferenceTest -Drowmill.docs=write}.
 */
class EventReferenceTest {
    private static final Path PAGE = Path.of("../docs/events.md");
    private static final String BEGIN = "<!-- fields: made from schemas/src/main/avro by EventReferenceTest -->\n";
    private static final String END = "<!-- end of fields -->";
    private static final String TO_WRITE =
            "to write docs/events.md: ./mvnw -pl schemas test -Dtest=EventReferenceTest -Drowmill.docs=write";

    @Test
    void thePageShowsEveryFieldAsTheSchemasHaveIt() throws IOException {
        // Given
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String expected = reference();

        // When
        if ("write".equals(System.getProperty("rowmill.docs"))) {
            Files.writeString(PAGE, page.substring(0, begin) + expected + page.substring(end));
        }
        String shown = Files.readString(PAGE);

        // Then
        assertThat(expected.lines().filter(line -> !shown.contains(line + "\n")))
                .as(TO_WRITE)
                .isEmpty();
        assertThat(shown.contains(BEGIN + expected + END))
                .as("fields are gone or in another order; " + TO_WRITE)
                .isTrue();
    }

    private static String reference() {
        List<Schema> done = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        for (Schema event : Schemas.read(Schemas.CURRENT).values()) {
            for (Schema type : Schemas.named(event)) {
                if (!done.contains(type)) {
                    done.add(type);
                }
            }
        }
        done.sort((a, b) -> a.getName().compareTo(b.getName()));
        done.forEach(type -> out.append(section(type)));
        return out.append('\n').toString();
    }

    private static String section(Schema type) {
        StringBuilder out = new StringBuilder("\n### " + type.getName() + "\n\n" + type.getDoc() + "\n\n");
        if (type.getType() == Schema.Type.ENUM) {
            return out.append(type.getEnumSymbols().stream()
                            .map(s -> "`" + s + "`")
                            .collect(Collectors.joining(" ")))
                    .append('\n')
                    .toString();
        }
        out.append("| field | type | default | meaning |\n|---|---|---|---|\n");
        for (Schema.Field field : type.getFields()) {
            out.append("| `%s` | %s | %s | %s |\n"
                    .formatted(field.name(), name(field.schema()), defaultOf(field), field.doc()));
        }
        return out.toString();
    }

    private static String defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "";
        }
        Object value = field.defaultVal();
        return value == Schema.Field.NULL_DEFAULT_VALUE || value instanceof org.apache.avro.JsonProperties.Null
                ? "null"
                : "`" + ("".equals(value) ? "\"\"" : value) + "`";
    }

    private static String name(Schema type) {
        return switch (type.getType()) {
            case RECORD, ENUM -> "[" + type.getName() + "](#" + type.getName().toLowerCase(Locale.ROOT) + ")";
            case ARRAY -> "array of " + name(type.getElementType());
            case MAP -> "map of " + name(type.getValueType());
            case UNION -> type.getTypes().stream().map(EventReferenceTest::name).collect(Collectors.joining(" or "));
            default ->
                type.getLogicalType() == null
                        ? type.getName()
                        : type.getName() + " (" + type.getLogicalType().getName() + ")";
        };
    }
}
