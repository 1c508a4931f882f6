package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.Spelling;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of typed cells, big-endian: a byte for the type, then the value. Null is 0 alone; 1 a long; 2 a double; 3 a decimal: scale
 * (int), unscaled bytes; 4 a text in UTF-8; 5 a date: days since 1970 (long); 6 a time: seconds since 1970 (long), nanoseconds
 * (int); 7 and 8 false and true; 9 a duration: seconds (long), nanoseconds (int); 10 a cell of several spellings: which (int), the
 * value as a cell. Bytes come after their number (int).
 */
final class TypedCells {
    private TypedCells() {}

    static void write(DataOutputStream out, @Nullable Object cell) throws IOException {
        if (cell == null) {
            out.writeByte(0);
        } else if (cell instanceof Long whole) {
            out.writeByte(1);
            out.writeLong(whole);
        } else if (cell instanceof Double real) {
            out.writeByte(2);
            out.writeDouble(real);
        } else if (cell instanceof BigDecimal decimal) {
            out.writeByte(3);
            out.writeInt(decimal.scale());
            writeBytes(out, decimal.unscaledValue().toByteArray());
        } else if (cell instanceof String text) {
            out.writeByte(4);
            writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (cell instanceof LocalDate date) {
            out.writeByte(5);
            out.writeLong(date.toEpochDay());
        } else if (cell instanceof LocalDateTime time) {
            out.writeByte(6);
            out.writeLong(time.toEpochSecond(ZoneOffset.UTC));
            out.writeInt(time.get(ChronoField.NANO_OF_SECOND));
        } else if (cell instanceof Boolean truth) {
            out.writeByte(truth ? 8 : 7);
        } else if (cell instanceof Duration length) {
            out.writeByte(9);
            out.writeLong(length.getSeconds());
            out.writeInt(length.getNano());
        } else if (cell instanceof Spelling spelled) {
            out.writeByte(10);
            out.writeInt(spelled.spelling());
            write(out, spelled.value());
        } else {
            throw new IllegalArgumentException("no bytes for cells of " + cell.getClass());
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static @Nullable Object read(DataInputStream in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case 0 -> null;
            case 1 -> in.readLong();
            case 2 -> in.readDouble();
            case 3 -> decimal(in);
            case 4 -> new String(readBytes(in), StandardCharsets.UTF_8);
            case 5 -> LocalDate.ofEpochDay(in.readLong());
            case 6 -> LocalDateTime.ofEpochSecond(in.readLong(), in.readInt(), ZoneOffset.UTC);
            case 7 -> false;
            case 8 -> true;
            case 9 -> Duration.ofSeconds(in.readLong(), in.readInt());
            case 10 -> new Spelling(in.readInt(), read(in));
            default ->
                throw FailureException.defect(
                        "unreadable-hand-over", "A chunk's hand-over has cells of an unknown type.");
        };
    }

    private static BigDecimal decimal(DataInputStream in) throws IOException {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(readBytes(in)), scale);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
