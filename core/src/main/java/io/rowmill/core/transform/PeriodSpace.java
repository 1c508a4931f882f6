package io.rowmill.core.transform;

import io.rowmill.core.table.ValueFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * All days, or all seconds, of some whole years.
 *
 * @param firstYear first year, included
 * @param lastYear last year, included
 */
record PeriodSpace(int firstYear, int lastYear) implements FakeSpace {
    PeriodSpace {
        if (firstYear > lastYear) {
            throw new IllegalArgumentException("a period from " + firstYear + " to " + lastYear);
        }
    }

    /** In days; a timestamp's time of day follows from its number. */
    @Override
    public long size() {
        return ChronoUnit.DAYS.between(start(), LocalDate.of(lastYear + 1, 1, 1));
    }

    @Override
    public String at(long index, ValueFormat format) {
        LocalDate day = start().plusDays(index);
        return format.format(format instanceof ValueFormat.Timestamp ? timeOn(day, index) : day);
    }

    @Override
    public String beyond(long index, ValueFormat format) {
        return at(size() + index, format);
    }

    private LocalDate start() {
        return LocalDate.of(firstYear, 1, 1);
    }

    private static LocalDateTime timeOn(LocalDate day, long index) {
        long seconds = Math.floorMod(
                index * 0x9e3779b97f4a7c15L, ChronoUnit.DAYS.getDuration().toSeconds());
        return day.atStartOfDay().plusSeconds(seconds);
    }
}
