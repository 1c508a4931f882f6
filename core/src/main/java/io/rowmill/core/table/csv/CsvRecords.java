package io.rowmill.core.table.csv;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180 in any dialect, any line ends), one at a time, header included. Everything wrong with the text is a
 * rejection that names the line. Own code, because null and {@code ""} have to be told apart and a text that ends in a
 * carriage return has to survive.
 */
final class CsvRecords implements Closeable {
    private static final int END = -1;
    private static final int NO_CHARACTER = -2;
    private static final int LONGEST_FIELD = 1 << 24;
    private static final int MOST_FIELDS = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final StrictReader in;
    private final char delimiter;
    private final int quote;
    private final int comment;
    /** No character above this one ends a plain field. */
    private final char highest;

    private final NullTexts nulls;
    private final String encoding;
    private final char[] buffer = new char[1 << 15];
    private int position;
    private int limit;

    private char[] field = new char[256];
    private int fieldLength;
    private @Nullable String[] values = new String[16];
    private int count;
    private boolean emptyLine;
    private long firstLine;
    private long currentLine = 1;

    CsvRecords(String file, ByteSource source, CsvDialect dialect) throws IOException {
        this.file = file;
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quote() == null ? NO_CHARACTER : dialect.quote();
        this.comment = dialect.comment() == null ? NO_CHARACTER : dialect.comment();
        this.highest = (char) Math.max(delimiter, '\r');
        this.nulls = new NullTexts(dialect);
        this.encoding = dialect.encoding();
        try {
            in = new StrictReader(source.open(), dialect.charset());
            if (peek() == BYTE_ORDER_MARK) {
                position++;
            }
            for (int i = 0; i < dialect.skipLines(); i++) {
                skipLine();
            }
        } catch (IOException e) {
            throw asFailure(e);
        }
    }

    /** @return false at the end of the file */
    boolean advance() throws IOException {
        count = 0;
        emptyLine = false;
        try {
            while (peek() == comment) {
                skipLine();
            }
            firstLine = currentLine;
            if (peek() == END) {
                return false;
            }
            int behind;
            do {
                behind = peek() == quote ? readQuoted() : readPlain();
            } while (behind == delimiter);
            return true;
        } catch (IOException e) {
            throw asFailure(e);
        }
    }

    private void skipLine() throws IOException {
        while (peek() != END && peek() != '\n' && peek() != '\r') {
            position++;
        }
        readDelimiter();
    }

    /** @return the character behind the field */
    private int readPlain() throws IOException {
        fieldLength = 0;
        int start = position;
        // In local variables, because this loop is most of the time that a file takes.
        int at = start;
        int end = limit;
        char stop = delimiter;
        char ceiling = highest;
        while (true) {
            if (at == end) {
                position = at;
                append(start);
                boolean atEnd = peek() == END;
                start = position;
                at = start;
                end = limit;
                if (atEnd) {
                    break;
                }
            }
            char c = buffer[at];
            if (c <= ceiling) {
                if (c == stop || c == '\n' || c == '\r') {
                    break;
                }
                requireText(c);
            }
            at++;
        }
        position = at;
        if (fieldLength == 0) {
            boolean empty = position == start;
            emptyLine = empty && count == 0;
            add(nulls.plain(empty ? null : new String(buffer, start, position - start)));
        } else {
            append(start);
            add(nulls.plain(new String(field, 0, fieldLength)));
        }
        return readDelimiter();
    }

    private int readQuoted() throws IOException {
        fieldLength = 0;
        position++;
        int start = position;
        while (true) {
            if (position == limit) {
                append(start);
                if (peek() == END) {
                    throw rejected(
                            "the quote opened in the record of this line is never closed; double the quotes inside a quoted field");
                }
                start = position;
            }
            char c = buffer[position++];
            if (c == quote) {
                append(start, position - 1);
                if (peek() != quote) {
                    break;
                }
                // A doubled quote: its second half begins the next stretch of the field.
                start = position++;
            } else if (c == '\n' || c == '\r') {
                append(start);
                start = position;
                if (c == '\n' || peek() != '\n') {
                    currentLine++;
                }
                start = position;
            } else {
                requireText(c);
            }
        }
        add(nulls.quoted(new String(field, 0, fieldLength)));
        int next = peek();
        if (next != delimiter && next != '\n' && next != '\r' && next != END) {
            throw rejected("a quoted field is followed by other characters; double the quotes inside a quoted field");
        }
        return readDelimiter();
    }

    /** No text holds a NUL: the file is something else, or UTF-16. */
    private void requireText(char c) {
        if (c == 0) {
            throw rejected("a NUL character, which no text holds; save the file as UTF-8 text, or say its encoding");
        }
    }

    /** Consumes a delimiter or a line end of any kind. */
    private int readDelimiter() throws IOException {
        int c = peek();
        if (c == END) {
            return END;
        }
        position++;
        if (c == delimiter) {
            return c;
        }
        if (c == '\r' && peek() == '\n') {
            position++;
        }
        currentLine++;
        return '\n';
    }

    private int peek() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position];
    }

    private void append(int start) {
        append(start, position);
    }

    private void append(int start, int end) {
        int length = end - start;
        if (fieldLength + length > LONGEST_FIELD) {
            throw rejected("a field is longer than " + LONGEST_FIELD + " characters; is a quote never closed?");
        }
        if (fieldLength + length > field.length) {
            field = Arrays.copyOf(field, Math.max(field.length * 2, fieldLength + length));
        }
        System.arraycopy(buffer, start, field, fieldLength, length);
        fieldLength += length;
    }

    private void add(@Nullable String value) {
        if (count == MOST_FIELDS) {
            throw rejected("a record with more than " + MOST_FIELDS + " fields; is the file text, with a "
                    + CsvDialect.name(delimiter) + " between two fields?");
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[count++] = value;
    }

    int size() {
        return count;
    }

    /** @return null for an unquoted empty field */
    String get(int index) {
        return values[index];
    }

    /** A line without a single character. */
    boolean isEmptyLine() {
        return count == 1 && emptyLine;
    }

    List<String> toList() {
        return Arrays.asList(Arrays.copyOf(values, count));
    }

    /** What is a null in the records to come. */
    NullTexts nulls() {
        return nulls;
    }

    /** Line of the file in which the record begins, from 1. */
    long line() {
        return firstLine;
    }

    FailureException rejected(String what) {
        return FailureException.rejected(CsvTable.INVALID, "File " + file + ", line " + firstLine + ": " + what + ".");
    }

    private FailureException asFailure(IOException e) throws IOException {
        if (e instanceof CharacterCodingException) {
            return rejected(
                    e,
                    "File " + file + ", line " + currentLine + ": a byte that is not " + encoding
                            + "; save the file as UTF-8, or say its encoding.");
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return rejected(e, "File " + file + " is not a complete gzip file; compress it again.");
        }
        throw e;
    }

    private static FailureException rejected(IOException cause, String message) {
        return new FailureException(new Failure.Rejected(CsvTable.INVALID, List.of(message)), cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
