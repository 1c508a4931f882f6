package io.rowmill.core.standin;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.format.ValueFormatException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the cells of an ordered column as numbers, and writes numbers as cells. Nothing of it comes from rows. */
sealed interface Axis {
    /** @return NaN: it is no cell of such a column */
    double at(String cell);

    /** Edges of coarse bins, ascending, that cover all values that can be. */
    double[] edges();

    /** How finely values may be written, from coarse to fine. */
    List<String> grains();

    /** The grain of a cell, an index of {@link #grains}. */
    int grain(String cell);

    /** How a cell is spelled, of {@link #spellings}. */
    int spelling(String cell);

    /** All spellings; with one only there is nothing to ask. */
    List<String> spellings();

    /** @param grain that the value is rounded to */
    String cell(double value, int grain, int spelling);

    /** @param datetimeFormat strptime format, if it is known */
    static Axis ofTimes(Optional<String> datetimeFormat) {
        return new Times(datetimeFormat.map(List::of).orElse(Times.COMMON));
    }

    static Axis ofNumbers() {
        return new Numbers();
    }

    /** Bins are powers of two on both sides of 0. */
    record Numbers() implements Axis {
        private static final int LEAST = -10;
        private static final int MOST = 60;
        private static final int MOST_DECIMALS = 6;
        private static final ValueFormat NUMBER = new ValueFormat.Decimal(0, 17);

        private static Optional<BigDecimal> read(String cell) {
            try {
                return Optional.of((BigDecimal) NUMBER.parse(cell));
            } catch (ValueFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public double at(String cell) {
            return read(cell).map(BigDecimal::doubleValue).orElse(Double.NaN);
        }

        @Override
        public double[] edges() {
            double[] positive = IntStream.rangeClosed(LEAST, MOST)
                    .mapToDouble(e -> Math.scalb(1.0, e))
                    .toArray();
            double[] out = new double[2 * positive.length + 1];
            for (int i = 0; i < positive.length; i++) {
                out[i] = -positive[positive.length - 1 - i];
                out[positive.length + 1 + i] = positive[i];
            }
            return out;
        }

        @Override
        public List<String> grains() {
            return IntStream.rangeClosed(0, MOST_DECIMALS)
                    .mapToObj(String::valueOf)
                    .toList();
        }

        @Override
        public int grain(String cell) {
            int decimals = read(cell).map(v -> v.stripTrailingZeros().scale()).orElse(0);
            return Math.max(0, Math.min(MOST_DECIMALS, decimals));
        }

        @Override
        public List<String> spellings() {
            return List.of("plain");
        }

        @Override
        public int spelling(String cell) {
            return 0;
        }

        @Override
        public String cell(double value, int grain, int spelling) {
            return BigDecimal.valueOf(value)
                    .setScale(grain, RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
    }

    /**
     * Seconds since 1970. Bins are decades.
     *
     * @param spellings strptime formats, the most probable first
     */
    record Times(List<String> spellings) implements Axis {
        private static final List<String> COMMON = List.of(
                "%Y-%m-%d",
                "%Y-%m-%d %H:%M:%S",
                "%Y-%m-%dT%H:%M:%S",
                "%Y-%m-%d %H:%M",
                "%Y-%m-%dT%H:%M:%SZ",
                "%Y-%m-%d %H:%M:%S.%f",
                "%m/%d/%Y",
                "%d.%m.%Y",
                "%d/%m/%Y",
                "%y%m%d",
                "%Y%m%d",
                "%H:%M:%S");
        private static final int FIRST_YEAR = 1800;
        private static final int LAST_YEAR = 2200;
        private static final int DECADE = 10;
        private static final long[] SECONDS = {86_400, 3_600, 60, 1};

        private Optional<LocalDateTime> read(String cell) {
            int spelling = spelling(cell);
            return spelling < 0 ? Optional.empty() : Optional.of(parse(cell, spelling));
        }

        private LocalDateTime parse(String cell, int spelling) {
            return new ValueFormat.Timestamp(spellings.get(spelling), 0).parse(cell);
        }

        @Override
        public double at(String cell) {
            return read(cell).map(t -> (double) t.toEpochSecond(ZoneOffset.UTC)).orElse(Double.NaN);
        }

        @Override
        public double[] edges() {
            return IntStream.rangeClosed(0, (LAST_YEAR - FIRST_YEAR) / DECADE)
                    .map(decade -> FIRST_YEAR + decade * DECADE)
                    .mapToDouble(y -> LocalDateTime.of(y, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC))
                    .toArray();
        }

        @Override
        public List<String> grains() {
            return List.of("day", "hour", "minute", "second");
        }

        @Override
        public int grain(String cell) {
            long seconds = read(cell).map(t -> t.toEpochSecond(ZoneOffset.UTC)).orElse(0L);
            int grain = 0;
            while (Math.floorMod(seconds, SECONDS[grain]) != 0) {
                grain++;
            }
            return grain;
        }

        @Override
        public int spelling(String cell) {
            for (int s = 0; s < spellings.size(); s++) {
                try {
                    parse(cell, s);
                    return s;
                } catch (ValueFormatException e) {
                    // the next one, then
                }
            }
            return -1;
        }

        @Override
        public String cell(double value, int grain, int spelling) {
            long seconds = Math.floorDiv((long) value, SECONDS[grain]) * SECONDS[grain];
            return new ValueFormat.Timestamp(spellings.get(spelling), 0)
                    .format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
        }
    }
}
