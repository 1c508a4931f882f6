package io.rowmill.core.linkage;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.format.ValueFormatException;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.transform.Protection;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out whether the cells of a key column are points in time, and how keys like them are spaced, in bounded memory. */
final class TimeKeys {
    private static final int MAX_DISTINCT = 50_000;
    private static final int MAX_DAYS = 20_000;
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);
    private static final List<ChronoUnit> UNITS = List.of(
            ChronoUnit.DAYS,
            ChronoUnit.HOURS,
            ChronoUnit.MINUTES,
            ChronoUnit.SECONDS,
            ChronoUnit.MILLIS,
            ChronoUnit.MICROS);

    private final ValueFormat.Detector detector = ValueFormat.Detector.of(Sdtype.ID, Optional.empty());
    private final Set<LocalDateTime> distinct = new HashSet<>();
    private final TreeMap<LocalDate, Long> rowsOfDay = new TreeMap<>();
    private final TreeMap<LocalDate, Long> rowsOfYear = new TreeMap<>();
    private ValueFormat format = new ValueFormat.Date("%Y-%m-%d");
    private boolean times = true;
    private long cells;
    /** Index of the coarsest unit that all cells are whole numbers of. */
    private int unit;

    void add(String cell) {
        if (!times) {
            return;
        }
        cells++;
        detector.accept(cell);
        LocalDateTime value = parsed(cell);
        times = value != null;
        if (value != null) {
            add(value);
        }
    }

    /** By the format of the cells before it, or by the one that they have together. */
    private @Nullable LocalDateTime parsed(String cell) {
        try {
            return time(format.parse(cell));
        } catch (ValueFormatException e) {
            format = detector.format();
            return isTime(format) ? time(format.parse(cell)) : null;
        }
    }

    private static boolean isTime(ValueFormat format) {
        return format instanceof ValueFormat.Timestamp || format instanceof ValueFormat.Date;
    }

    private static @Nullable LocalDateTime time(@Nullable Object typed) {
        return typed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) typed;
    }

    private void add(LocalDateTime value) {
        if (distinct.size() < MAX_DISTINCT) {
            distinct.add(value);
        }
        while (unit < UNITS.size() - 1 && !value.truncatedTo(UNITS.get(unit)).equals(value)) {
            unit++;
        }
        rowsOfYear.merge(value.toLocalDate().withDayOfYear(1), 1L, Long::sum);
        if (rowsOfDay.size() < MAX_DAYS) {
            rowsOfDay.merge(value.toLocalDate(), 1L, Long::sum);
        }
    }

    /** Times that never repeat; empty: not all cells are times of one spelling. */
    Optional<KeyFormat> learned(Protection protection) {
        return instants(protection).map(i -> i);
    }

    /** Times that repeat rather than leave the days of the source. */
    Optional<KeyFormat> repeated(Protection protection) {
        return instants(protection).map(i -> {
            LocalDateTime first = LocalDateTime.parse(i.first());
            LocalDate last = shared(rowsOfDay.descendingMap(), protection).orElse(first.toLocalDate());
            long count = i.step().between(first, last.plusDays(1).atStartOfDay());
            return new KeyFormat.Instant(i.format(), i.first(), i.step(), Math.max(1, count));
        });
    }

    boolean areAll() {
        return times && cells > 0 && isTime(detector.format());
    }

    private Optional<KeyFormat.Instant> instants(Protection protection) {
        if (!areAll()) {
            return Optional.empty();
        }
        ValueFormat written = detector.format();
        LocalDate first = shared(rowsOfDay, protection)
                .or(() -> shared(rowsOfYear, protection))
                .orElse(ANY_DAY);
        return Optional.of(new KeyFormat.Instant(written, first.atStartOfDay().toString(), step(first, written), 0));
    }

    /** The first of these days or years that so many rows share that it tells of none of them. */
    private static Optional<LocalDate> shared(Map<LocalDate, Long> rows, Protection protection) {
        return rows.entrySet().stream()
                .filter(e -> !protection.isRare(e.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** As coarse as the source's times, but so fine that as many different ones as there are lie within the same days. */
    private ChronoUnit step(LocalDate first, ValueFormat written) {
        LocalDateTime start = first.atStartOfDay();
        LocalDateTime end = rowsOfDay.lastKey().plusDays(1).atStartOfDay();
        long needed = distinct.size() < MAX_DISTINCT ? distinct.size() : cells;
        int step = unit;
        while (step < finest(written) && UNITS.get(step).between(start, end) < needed) {
            step++;
        }
        return UNITS.get(step);
    }

    /** What the format can write. */
    private static int finest(ValueFormat written) {
        if (!(written instanceof ValueFormat.Timestamp timestamp)) {
            return UNITS.indexOf(ChronoUnit.DAYS);
        }
        String format = timestamp.format();
        ChronoUnit finest = format.contains("%f")
                ? ChronoUnit.MICROS
                : format.contains("S") ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
        return UNITS.indexOf(finest);
    }
}
