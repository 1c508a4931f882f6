package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
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

    private static final long SECONDS_PER_DAY = ChronoUnit.DAYS.getDuration().toSeconds();
    /** Prime, so that a day's times repeat only after all its seconds. */
    private static final long NEXT_TIME = 28_657;

    /** In days; a timestamp's time of day follows from its number. */
    @Override
    public long size() {
        return ChronoUnit.DAYS.between(start(), LocalDate.of(lastYear + 1, 1, 1));
    }

    @Override
    public String at(long index, ValueFormat format) {
        if (!(format instanceof ValueFormat.Timestamp)) {
            return format.format(start().plusDays(index));
        }
        long day = index % size();
        long round = index / size();
        long later = round / SECONDS_PER_DAY * size();
        return format.format(timeOn(start().plusDays(day + later), day, round));
    }

    @Override
    public String beyond(long index, ValueFormat format) {
        return at(size() + index, format);
    }

    private LocalDate start() {
        return LocalDate.of(firstYear, 1, 1);
    }

    /** @param round how often all days have been given before: each time, the day gets another time */
    private static LocalDateTime timeOn(LocalDate day, long index, long round) {
        long first = Math.floorMod(index * 0x9e3779b97f4a7c15L, SECONDS_PER_DAY);
        return day.atStartOfDay().plusSeconds((first + round % SECONDS_PER_DAY * NEXT_TIME) % SECONDS_PER_DAY);
    }
}
