package io.rowmill.core.standin;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a column: enough to make cells like its own, and to bring real cells to what a model may know. */
sealed interface Released {
    /**
     * A made cell.
     *
     * @param ordinal of its row
     */
    @Nullable
    String draw(SplittableRandom random, long ordinal);

    /** A real cell as a model may read it: its row alone decides, and chance. */
    @Nullable
    String admit(@Nullable String real, SplittableRandom random);

    /** Few codes for the column's cells; empty: there is nothing to tell apart. */
    Optional<Coding> coding();

    /** Values, and null, by how often they are. A value that isn't among them is read as one of them by chance. */
    final class Categories implements Released {
        private final Wheel<Optional<String>> wheel;
        private final Set<Optional<String>> known = new HashSet<>();

        /** @param all at least one; empty: null */
        Categories(List<Weighted<Optional<String>>> all) {
            wheel = new Wheel<>(all);
            all.forEach(v -> known.add(v.value()));
        }

        @Override
        public @Nullable String draw(SplittableRandom random, long ordinal) {
            return wheel.draw(random).orElse(null);
        }

        @Override
        public @Nullable String admit(@Nullable String real, SplittableRandom random) {
            return known.contains(Optional.ofNullable(real)) ? real : draw(random, 0);
        }

        @Override
        public Optional<Coding> coding() {
            return Coding.ofCategories(wheel.all());
        }
    }

    /** Numbers that many rows have, and bins of the others. Others are moved to the nearest. */
    final class Numbers implements Released {
        private final Axis axis;
        private final int grain;
        private final int spelling;
        private final TreeMap<Double, Double> reach = new TreeMap<>();
        private final Wheel<Optional<Bin>> wheel;
        private final boolean nullable;

        /** @param nulls how many there are; 0: a null is read as any value */
        Numbers(
                Axis axis,
                int grain,
                int spelling,
                Map<Double, Long> frequent,
                List<Weighted<Bin>> bins,
                double nulls) {
            this.axis = axis;
            this.grain = grain;
            this.spelling = spelling;
            this.nullable = nulls > 0;
            List<Weighted<Optional<Bin>>> all = new ArrayList<>();
            bins.forEach(b -> {
                all.add(new Weighted<>(Optional.of(b.value()), b.weight()));
                reach.put(b.value().low(), Math.nextDown(b.value().high()));
            });
            frequent.forEach((value, count) -> {
                all.add(new Weighted<>(Optional.of(new Bin(value, value)), count));
                reach.merge(value, value, Math::max);
            });
            if (nullable) {
                all.add(new Weighted<>(Optional.empty(), nulls));
            }
            wheel = new Wheel<>(all);
        }

        @Override
        public @Nullable String draw(SplittableRandom random, long ordinal) {
            return wheel.draw(random)
                    .map(bin -> cell(
                            bin.width() == 0
                                    ? bin.low()
                                    : Math.min(
                                            bin.low() + random.nextDouble() * bin.width(), Math.nextDown(bin.high()))))
                    .orElse(null);
        }

        @Override
        public @Nullable String admit(@Nullable String real, SplittableRandom random) {
            double value = real == null ? Double.NaN : axis.at(real);
            if (Double.isNaN(value)) {
                return nullable ? null : draw(random, 0);
            }
            return cell(nearest(value));
        }

        @Override
        public Optional<Coding> coding() {
            return Coding.ofNumbers(
                    wheel.all(),
                    real -> {
                        double value = real == null ? Double.NaN : axis.at(real);
                        return Double.isNaN(value) ? Optional.empty() : Optional.of(nearest(value));
                    },
                    this::cell);
        }

        private double nearest(double value) {
            Map.Entry<Double, Double> below = reach.floorEntry(value);
            Double above = reach.higherKey(value);
            if (below == null) {
                return above;
            }
            double within = Math.min(value, below.getValue());
            return above == null || value - within <= above - value ? within : above;
        }

        private String cell(double value) {
            return axis.cell(value, grain, spelling);
        }
    }

    /** Of a column whose values are made up in any case. */
    record MadeUp(double nullShare, ColumnMetadata column) implements Released {
        private static final String ISO_DATE = "%Y-%m-%d";
        private static final List<String> WORDS =
                List.of("lorem", "ipsum", "dolor", "sit", "amet", "tempor", "labore", "magna", "aliqua", "veniam");

        @Override
        public @Nullable String draw(SplittableRandom random, long ordinal) {
            return random.nextDouble() < nullShare ? null : value(random, ordinal);
        }

        private String value(SplittableRandom random, long ordinal) {
            return switch (column.sdtype()) {
                case ID, NUMERICAL -> String.valueOf(ordinal + 1);
                case DATETIME ->
                    new ValueFormat.Timestamp(column.datetimeFormat().orElse(ISO_DATE), 0)
                            .format(LocalDate.EPOCH.plusDays(ordinal).atStartOfDay());
                case BOOLEAN -> String.valueOf(random.nextBoolean());
                case CATEGORICAL, TEXT, UNKNOWN -> words(random);
            };
        }

        private String words(SplittableRandom random) {
            String text = WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
            int most = column.maxLength();
            return most > 0 && text.length() > most ? text.substring(0, most) : text;
        }

        @Override
        public @Nullable String admit(@Nullable String real, SplittableRandom random) {
            return draw(random, 0);
        }

        @Override
        public Optional<Coding> coding() {
            return Optional.empty();
        }
    }
}
