package io.rowmill.core.table.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON object per line. A cell of a column that isn't all texts is written as it stands if it is JSON: a number, true, false,
 * an object or a list. Any other cell is a text.
 */
public final class JsonTableWriter implements TableWriter {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Pattern SCALAR = Pattern.compile("true|false|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final List<String> header;
    private final Set<String> texts;
    private final Set<String> leftOut;
    private final JsonGenerator out;

    /** Closing the writer closes {@code out}. */
    public JsonTableWriter(OutputStream out, List<String> header, JsonStyle style) throws IOException {
        this.header = List.copyOf(header);
        this.texts = new HashSet<>(style.texts());
        this.leftOut = new HashSet<>(style.leftOut());
        this.out = JSON.createGenerator(out);
        this.out.setRootValueSeparator(null);
    }

    @Override
    public void write(List<@Nullable String> cells) throws IOException {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + header.size() + " columns");
        }
        out.writeStartObject();
        for (int i = 0; i < cells.size(); i++) {
            String column = header.get(i);
            String cell = cells.get(i);
            if (cell != null || !leftOut.contains(column)) {
                out.writeFieldName(column);
                writeCell(column, cell);
            }
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    private void writeCell(String column, @Nullable String cell) throws IOException {
        if (cell == null) {
            out.writeNull();
        } else if (!texts.contains(column) && isJson(cell)) {
            out.writeRawValue(cell);
        } else {
            out.writeString(cell);
        }
    }

    private static boolean isJson(String cell) throws IOException {
        if (SCALAR.matcher(cell).matches()) {
            return true;
        }
        if (!cell.startsWith("{") && !cell.startsWith("[")) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(cell)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null && cell.indexOf('\n') < 0;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
