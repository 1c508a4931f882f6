package io.rowmill.core.linkage;

import io.rowmill.core.keys.RowOrder;
import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The column by which the rows of one parent follow one another, and all rows in that order. It is the one that the metadata names;
 * else one along which the source's own order goes; else the first datetime column.
 */
public final class SiblingOrder {
    /** Groups that are enough to see whether a column grows. */
    private static final int SAMPLED_PARENTS = 10_000;
    /** Share of the groups in which a column may not fall. */
    private static final double NEARLY_ALL = 0.95;
    /** Share of the groups in which it must rise: a column of few values hardly falls either. */
    private static final double MANY = 0.5;

    private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();

    private final TableMetadata table;
    private final LinkageSource source;
    private final ParentRows links;
    private final int parents;
    /** By column, whether the source's own order goes along it. */
    private final Map<String, Boolean> sequences = new HashMap<>();
    /** By column. */
    private final Map<String, Path> files = new HashMap<>();

    SiblingOrder(TableMetadata table, LinkageSource source, ParentRows links, int parents) {
        this.table = table;
        this.source = source;
        this.links = links;
        this.parents = parents;
    }

    /** @return empty: the order of the source is as good as any */
    Optional<String> column() throws IOException {
        List<String> learned = source.contentColumns(table.name());
        List<String> candidates = table.columns().stream()
                .filter(ColumnMetadata::isOrdered)
                .map(ColumnMetadata::name)
                .filter(learned::contains)
                .toList();
        if (table.sequenceIndex().isPresent()) {
            return table.sequenceIndex().filter(candidates::contains);
        }
        if (candidates.isEmpty() || !hasSiblings()) {
            return Optional.empty();
        }
        look(candidates.stream().filter(c -> !sequences.containsKey(c)).toList());
        List<String> datetimesFirst = new ArrayList<>();
        List<String> datetimes = candidates.stream()
                .filter(c -> table.column(c).sdtype() == Sdtype.DATETIME)
                .toList();
        datetimesFirst.addAll(datetimes);
        candidates.stream().filter(c -> !datetimes.contains(c)).forEach(datetimesFirst::add);
        return datetimesFirst.stream()
                .filter(c -> sequences.getOrDefault(c, false))
                .findFirst()
                .or(() -> datetimes.stream().findFirst());
    }

    private boolean hasSiblings() {
        for (Blocks.Block block : Blocks.of(parents)) {
            if (Arrays.stream(links.childCounts(block.rows())).anyMatch(count -> count > 1)) {
                return true;
            }
        }
        return false;
    }

    private void look(List<String> columns) throws IOException {
        if (columns.isEmpty()) {
            return;
        }
        int step = Math.max(1, parents / SAMPLED_PARENTS);
        List<Growth> growths =
                columns.stream().map(c -> new Growth(parents / step + 1)).toList();
        forEachChild(columns, parent -> parent >= 0 && parent % step == 0, (row, parent, cells) -> {
            for (int i = 0; i < cells.length; i++) {
                growths.get(i).add(parent / step, number(cells[i]));
            }
        });
        for (int i = 0; i < growths.size(); i++) {
            sequences.put(columns.get(i), growths.get(i).isSequence());
        }
    }

    private interface Child {
        void accept(int row, int parent, Object[] cells) throws IOException;
    }

    /** @param wanted parents; -1: none */
    private void forEachChild(List<String> columns, IntPredicate wanted, Child action) throws IOException {
        ParentCursor parents = new ParentCursor(links);
        source.forEachRow(
                table.name(),
                columns,
                row -> wanted.test(parents.of(row)),
                (row, cells) -> action.accept(row, parents.of(row), cells));
    }

    /** What a column does along the rows of each parent, in the order of the source. */
    private static final class Growth {
        private final double[] last;
        private final boolean[] several;
        private final boolean[] rises;
        private final boolean[] falls;

        Growth(int groups) {
            last = new double[groups];
            Arrays.fill(last, Double.NaN);
            several = new boolean[groups];
            rises = new boolean[groups];
            falls = new boolean[groups];
        }

        void add(int group, double value) {
            if (Double.isNaN(value)) {
                return;
            }
            several[group] |= !Double.isNaN(last[group]);
            rises[group] |= value > last[group];
            falls[group] |= value < last[group];
            last[group] = value;
        }

        boolean isSequence() {
            int groups = 0;
            int rising = 0;
            int falling = 0;
            for (int i = 0; i < last.length; i++) {
                groups += several[i] ? 1 : 0;
                rising += rises[i] ? 1 : 0;
                falling += falls[i] ? 1 : 0;
            }
            return falling <= (1 - NEARLY_ALL) * groups && rising > MANY * groups;
        }
    }

    /**
     * All rows in order: those without a parent first, then group by group.
     *
     * @param file where the order is written, unless it has been written already
     * @return an encoded column of one code per place: the row that stands there
     */
    Path write(String column, Path file) throws IOException {
        Path known = files.get(column);
        if (known != null) {
            return known;
        }
        Path scratch = file.resolveSibling(file.getFileName() + ".unsorted");
        int rows = links.childRows();
        List<Part> layout = List.of(new Part.OneHot(Math.max(1, rows), false));
        try (RowOrder order = new RowOrder(scratch, parents + 1L);
                EncodedColumnWriter out = EncodedColumnFile.create(file, rows, layout)) {
            forEachChild(
                    List.of(column),
                    parent -> true,
                    (row, parent, cells) -> order.add(parent + 1L, number(cells[0]), row));
            order.forEach(row -> out.code(0, Math.toIntExact(row)));
        }
        files.put(column, file);
        return file;
    }

    /** What siblings are ordered by: grows with a typed cell; NaN for a null, which comes last. */
    public static double number(Object typed) {
        if (typed instanceof Number number) {
            return number.doubleValue();
        }
        if (typed instanceof LocalDate date) {
            return date.toEpochDay();
        }
        return typed instanceof LocalDateTime time ? ChronoUnit.MICROS.between(EPOCH, time) : Double.NaN;
    }
}
