package io.rowmill.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Schemas as files: those of this build, and those of versions that were released before. */
final class Schemas {
    static final Path CURRENT = Path.of("src/main/avro");
    static final Path FROZEN = Path.of("src/test/resources/frozen/v1");

    /** Types that several events share; they are parsed first. */
    private static final List<String> SHARED =
            List.of("Job.avsc", "FailureKind.avsc", "SampledTable.avsc", "SamplingPlan.avsc");

    private Schemas() {}

    /** @return schema by file name, in the order of the names */
    static Map<String, Schema> read(Path dir) {
        Map<String, Schema> schemas = new TreeMap<>();
        for (Path file : files(dir)) {
            schemas.put(file.getFileName().toString(), parse(dir, file));
        }
        return schemas;
    }

    /** Every file is parsed on its own, so that two versions of one event don't meet in one parser. */
    private static Schema parse(Path dir, Path file) {
        Schema.Parser parser = new Schema.Parser();
        try {
            for (String shared : SHARED) {
                if (!typeOf(file).equals(typeOf(Path.of(shared)))) {
                    parser.parse(dir.resolve(shared).toFile());
                }
            }
            return parser.parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Job} for {@code Job.avsc} and for {@code Job.2.avsc}. */
    private static String typeOf(Path file) {
        return file.getFileName().toString().split("\\.", 2)[0];
    }

    private static List<Path> files(Path dir) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema and all records and enums inside it, each once. */
    static List<Schema> named(Schema schema) {
        List<Schema> found = new ArrayList<>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, List<Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!found.contains(schema)) {
                    found.add(schema);
                    schema.getFields().forEach(f -> collect(f.schema(), found));
                }
            }
            case ENUM -> {
                if (!found.contains(schema)) {
                    found.add(schema);
                }
            }
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(t -> collect(t, found));
            default -> {}
        }
    }
}
