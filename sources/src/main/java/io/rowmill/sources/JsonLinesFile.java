package io.rowmill.sources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.table.csv.JsonStyle;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A file of JSON objects, one after the other: each is a row, and its keys are columns. A key that it lacks is a null. */
final class JsonLinesFile implements TableFile {
    private static final int MOST_COLUMNS = 1 << 16;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String file;
    private final TableFileName name;
    private final ByteSource source;
    private JsonStyle style = new JsonStyle(List.of(), List.of());

    JsonLinesFile(String file, TableFileName name, ByteSource source) {
        this.file = file;
        this.name = name;
        this.source = CsvTable.unzipped(file, source);
    }

    @Override
    public String table() {
        return name.table();
    }

    @Override
    public String file() {
        return file;
    }

    /** Any row may have a key that no row before it has, so all are read. */
    @Override
    public List<String> columns() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (Objects objects = new Objects()) {
            while (objects.next()) {
                while (objects.key() != null) {
                    names.add(objects.name());
                    objects.skip();
                }
                if (names.size() > MOST_COLUMNS) {
                    throw objects.rejected("the objects up to here have more than " + MOST_COLUMNS + " keys", null);
                }
            }
        }
        if (names.isEmpty()) {
            throw FailureException.rejected(
                    CsvTable.INVALID, "File " + file + " has no row: each line must hold a JSON object.");
        }
        return List.copyOf(names);
    }

    @Override
    public PositionedCursor open(TableMetadata table) throws IOException {
        return new Rows(new Objects(), table);
    }

    @Override
    public String describe() {
        return "JSON Lines";
    }

    @Override
    public FileStyle style() {
        return new FileStyle(name.suffix(), style);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** The objects of the file, key by key. */
    private final class Objects implements AutoCloseable {
        private final JsonParser parser;
        private long line = 1;
        /** Whether the last value was a text. */
        private boolean text;

        Objects() throws IOException {
            parser = guarded(() -> JSON.createParser(source.open()));
        }

        /** @return false at the end of the file */
        boolean next() throws IOException {
            JsonToken token = guarded(parser::nextToken);
            if (token == null) {
                return false;
            }
            line = parser.currentTokenLocation().getLineNr();
            if (token != JsonToken.START_OBJECT) {
                throw rejected("this is no JSON object; each line must hold one", null);
            }
            return true;
        }

        /** Goes to the next key of the object. @return null at the object's end */
        @Nullable
        JsonToken key() throws IOException {
            JsonToken token = guarded(parser::nextToken);
            return token == JsonToken.END_OBJECT ? null : token;
        }

        String name() throws IOException {
            return parser.currentName();
        }

        void skip() throws IOException {
            guarded(() -> {
                parser.nextToken();
                return parser.skipChildren();
            });
        }

        /** What JSON writes, for numbers and nested values; the text of a text. */
        @Nullable
        String value() throws IOException {
            JsonToken token = guarded(parser::nextToken);
            text = token == JsonToken.VALUE_STRING;
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            return guarded(
                    () -> token.isStructStart() ? parser.readValueAsTree().toString() : parser.getText());
        }

        private <T> T guarded(Reading<T> reading) throws IOException {
            try {
                return reading.read();
            } catch (JsonProcessingException e) {
                if (e.getLocation() != null) {
                    line = e.getLocation().getLineNr();
                }
                throw rejected("this is no JSON object with a different name for each value", e);
            } catch (ZipException | EOFException e) {
                throw rejected("the file is no complete gzip file; compress it again", e);
            }
        }

        FailureException rejected(String what, @Nullable Exception cause) {
            return new FailureException(
                    new Failure.Rejected(
                            CsvTable.INVALID, List.of("File " + file + ", line " + line + ": " + what + ".")),
                    cause);
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    private final class Rows implements PositionedCursor {
        private final Objects objects;
        private final Map<String, Integer> columns = new HashMap<>();
        private final @Nullable String[] cells;
        private final JsonStyles styles;

        Rows(Objects objects, TableMetadata table) {
            this.objects = objects;
            List<String> names = new ArrayList<>();
            table.columns().forEach(c -> names.add(c.name()));
            names.forEach(name -> columns.put(name, columns.size()));
            this.cells = new String[names.size()];
            this.styles = new JsonStyles(names);
        }

        @Override
        public boolean advance() throws IOException {
            if (!objects.next()) {
                style = styles.style();
                return false;
            }
            Arrays.fill(cells, null);
            styles.begin();
            while (objects.key() != null) {
                Integer column = columns.get(objects.name());
                if (column == null) {
                    throw objects.rejected("the object has a key that is no column of the metadata", null);
                }
                cells[column] = objects.value();
                styles.value(column, cells[column] != null, objects.text);
            }
            styles.end();
            return true;
        }

        @Override
        public @Nullable String value(int column) {
            return cells[column];
        }

        @Override
        public long position() {
            return objects.line;
        }

        @Override
        public void close() throws IOException {
            objects.close();
        }
    }
}
