package io.rowmill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

/** A released schema only grows: whoever has any version reads what any other version has written. */
class SchemaHistoryTest {
    private final Map<String, Schema> current = Schemas.read(Schemas.CURRENT);
    private final Map<String, Schema> frozen = Schemas.read(Schemas.FROZEN);

    @Test
    void everyEventHasAFrozenCopy() {
        assertThat(frozen.keySet())
                .as("copy a new schema to src/test/resources/frozen/v1 when it is released")
                .containsAll(current.keySet());
    }

    @Test
    void noReleasedEventIsGone() {
        List<String> released =
                frozen.values().stream().map(Schema::getFullName).distinct().toList();

        List<String> now = current.values().stream().map(Schema::getFullName).toList();

        assertThat(now).containsAll(released);
    }

    @Test
    void everyVersionReadsEveryOther() {
        // Given
        List<String> broken = new ArrayList<>();

        // When
        frozen.forEach((file, old) -> {
            Schema now = currentOf(old);
            check(file + " written before, read now", now, old, broken);
            check(file + " written now, read by what ran before", old, now, broken);
        });

        // Then
        assertThat(broken)
                .as("a field may only be added, with a default; anything else is a .v2 topic")
                .isEmpty();
    }

    @Test
    void aFieldWithoutADefaultWouldBeNoticed() {
        // Given
        Schema old = current.get("TableIngested.avsc");
        List<Schema.Field> fields = new ArrayList<>();
        old.getFields().forEach(f -> fields.add(new Schema.Field(f, f.schema())));
        fields.add(new Schema.Field("bytes", Schema.create(Schema.Type.LONG), "Size.", null));
        Schema grown = Schema.createRecord(old.getName(), old.getDoc(), old.getNamespace(), false, fields);

        // When
        List<String> broken = new ArrayList<>();
        check("grown", grown, old, broken);

        // Then
        assertThat(broken).hasSize(1).first().asString().contains("bytes");
    }

    private Schema currentOf(Schema old) {
        return current.values().stream()
                .filter(s -> s.getFullName().equals(old.getFullName()))
                .findFirst()
                .orElseThrow();
    }

    private static void check(String what, Schema reader, Schema writer, List<String> broken) {
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            broken.add(what + ": " + pair.getResult().getIncompatibilities());
        }
    }
}
