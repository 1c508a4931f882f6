package io.rowmill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaDocsTest {
    private final List<Schema> types = Schemas.read(Schemas.CURRENT).values().stream()
            .flatMap(s -> Schemas.named(s).stream())
            .distinct()
            .toList();

    @Test
    void everyTypeAndEveryFieldSaysWhatItIs() {
        // Given
        List<String> silent = new ArrayList<>();

        // When
        for (Schema type : types) {
            if (isBlank(type.getDoc())) {
                silent.add(type.getFullName());
            }
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().stream()
                        .filter(f -> isBlank(f.doc()))
                        .forEach(f -> silent.add(type.getName() + "." + f.name()));
            }
        }

        // Then
        assertThat(silent)
                .as("types and fields in src/main/avro that need a \"doc\"")
                .isEmpty();
    }

    @Test
    void everyEnumKnowsAValueForWhatIsStillToCome() {
        assertThat(types)
                .filteredOn(t -> t.getType() == Schema.Type.ENUM)
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.getEnumDefault()).isEqualTo("UNKNOWN"));
    }

    @Test
    void everyFileIsNamedAfterItsType() {
        assertThat(Schemas.read(Schemas.CURRENT))
                .allSatisfy((file, schema) -> assertThat(file).isEqualTo(schema.getName() + ".avsc"));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
