package io.rowmill.core.linkage.across;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One cell per row in files, which are written once and then read in any order. Siblings ask for the same cell in a row. */
final class TextsByRow implements Closeable {
    /** Bytes read at once: dozens of most cells. */
    private static final int PAGE = 1_024;

    private final ValuesByRow offsets;
    private final FileChannel texts;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE).limit(0);
    private long pageStart;
    private int lastRow = -1;
    private @Nullable String last;

    private TextsByRow(ValuesByRow offsets, FileChannel texts) {
        this.offsets = offsets;
        this.texts = texts;
    }

    /** @param base as {@link Writer} was told it */
    static TextsByRow open(Path base) throws IOException {
        return new TextsByRow(ValuesByRow.map(offsets(base)), FileChannel.open(texts(base), StandardOpenOption.READ));
    }

    private static Path offsets(Path base) {
        return base.resolveSibling(base.getFileName() + ".offsets");
    }

    private static Path texts(Path base) {
        return base.resolveSibling(base.getFileName() + ".texts");
    }

    /** @param row -1: none */
    @Nullable
    String at(int row) throws IOException {
        if (row != lastRow) {
            long offset = offsets.at(row);
            last = offset == CellType.NULL ? null : read(offset);
            lastRow = row;
        }
        return last;
    }

    private String read(long offset) throws IOException {
        if (!isInPage(offset, Integer.BYTES)) {
            turnTo(offset);
        }
        int length = page.getInt((int) (offset - pageStart));
        long start = offset + Integer.BYTES;
        if (!isInPage(start, length)) {
            turnTo(start);
        }
        if (isInPage(start, length)) {
            return new String(page.array(), (int) (start - pageStart), length, StandardCharsets.UTF_8);
        }
        ByteBuffer text = ByteBuffer.allocate(length);
        int read = 0;
        while (read >= 0 && text.hasRemaining()) {
            read = texts.read(text, start + text.position());
        }
        return new String(text.array(), StandardCharsets.UTF_8);
    }

    private boolean isInPage(long offset, int length) {
        return offset >= pageStart && offset + length <= pageStart + page.limit();
    }

    /** What stands there, and what comes after it: rows mostly go along the rows that they refer to. */
    private void turnTo(long offset) throws IOException {
        page.clear();
        int read = 0;
        while (read >= 0 && page.hasRemaining()) {
            read = texts.read(page, offset + page.position());
        }
        page.flip();
        pageStart = offset;
    }

    @Override
    public void close() throws IOException {
        texts.close();
    }

    /** Takes the rows one after the other. */
    static final class Writer implements Closeable {
        private final ValuesByRow.Writer offsets;
        private final DataOutputStream texts;
        private long offset;

        /** @param base the files lie beside it and begin with its name */
        Writer(Path base) throws IOException {
            offsets = new ValuesByRow.Writer(offsets(base));
            texts = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(texts(base)), 1 << 16));
        }

        void add(@Nullable String cell) throws IOException {
            if (cell == null) {
                offsets.add(CellType.NULL);
                return;
            }
            byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
            offsets.add(offset);
            texts.writeInt(bytes.length);
            texts.write(bytes);
            offset += Integer.BYTES + bytes.length;
        }

        @Override
        public void close() throws IOException {
            try (offsets) {
                texts.close();
            }
        }
    }
}
