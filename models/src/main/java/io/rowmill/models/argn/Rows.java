package io.rowmill.models.argn;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.PrivateTraining;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.models.HostTensor;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a job, split into those that are learned and those that validate; siblings are never parted. */
final class Rows {
    /** More validation rows would tell no more. */
    private static final int MAX_VALIDATION = 20_000;

    private final EncodedRows content;
    private final EncodedRows context;
    private final int[] before;
    private final int[] place;
    private final int[] length;
    private final int[] training;
    private final int[] validation;
    private final boolean sequential;
    private final Set<Integer> unreadContext;

    private Rows(TrainingInput input, int[] complete, int[] training, int[] validation) {
        this.content = input.content();
        this.context = input.context();
        this.training = training;
        this.validation = validation;
        before = new int[content.rows()];
        place = new int[content.rows()];
        length = new int[content.rows()];
        boolean any = input.groups() != null && line(complete, input.groups());
        // Whether real siblings exist isn't for everybody to know; whether they may is.
        sequential = input.privacy()
                .map(privacy -> input.groups() != null && privacy.rowsPerUnit() > 1)
                .orElse(any);
        unreadContext = input.privacy().map(PrivateTraining::unreadContext).orElse(Set.of());
    }

    /** @throws FailureException (Rejected) if no row is complete */
    static Rows of(TrainingInput input, double validationShare) {
        int[] complete = complete(input.content());
        if (complete.length == 0) {
            throw FailureException.rejected(
                    "no-rows-to-learn",
                    "Table " + input.name()
                            + " has no row to learn from: it is empty, or nullStrategy=DROP_ROW leaves out all rows.");
        }
        long[] chance = chances(complete, input.groups(), input.seed().derive("validation"));
        long limit = limit(complete.length, validationShare);
        int[] kept = Arrays.stream(complete).filter(row -> chance[row] < limit).toArray();
        int[] learned =
                Arrays.stream(complete).filter(row -> chance[row] >= limit).toArray();
        boolean tooFew = kept.length == 0 || learned.length == 0;
        return new Rows(input, complete, tooFew ? complete : learned, tooFew ? complete : kept);
    }

    /** All rows, none or few as they may be, to be learned under differential privacy: none validates. */
    static Rows ofPrivate(TrainingInput input) {
        int[] complete = complete(input.content());
        return new Rows(input, complete, complete, new int[0]);
    }

    /** A row without an absent code: others are marked so that they be left out. */
    private static int[] complete(EncodedRows content) {
        int parts = content.layout().size();
        return IntStream.range(0, content.rows())
                .filter(row -> IntStream.range(0, parts).allMatch(part -> content.code(part, row) >= 0))
                .toArray();
    }

    /**
     * Finds the row before, the place and the length of the group of every row.
     *
     * @return whether any group has two rows
     */
    private boolean line(int[] complete, IntUnaryOperator groups) {
        int size = 1 + Math.max(0, Arrays.stream(complete).map(groups).max().orElse(0));
        int[] last = new int[size];
        int[] count = new int[size];
        Arrays.fill(last, -1);
        Arrays.fill(before, -1);
        boolean any = false;
        for (int row : complete) {
            int group = groups.applyAsInt(row);
            if (group >= 0) {
                before[row] = last[group];
                place[row] = count[group]++;
                last[group] = row;
                any |= place[row] > 0;
            }
        }
        for (int row : complete) {
            int group = groups.applyAsInt(row);
            length[row] = group < 0 ? 1 : count[group];
        }
        return any;
    }

    /** Per row a random number of its group, or its own. */
    private static long[] chances(int[] complete, @Nullable IntUnaryOperator groups, Seed seed) {
        long[] out = new long[complete[complete.length - 1] + 1];
        for (int row : complete) {
            int group = groups == null ? -1 : groups.applyAsInt(row);
            out[row] = seed.derive(group < 0 ? row : group).value() >>> 1;
        }
        return out;
    }

    private static long limit(int rows, double share) {
        return (long) (Math.min(share, (double) MAX_VALIDATION / rows) * Long.MAX_VALUE);
    }

    boolean isSequential() {
        return sequential;
    }

    int trainingRows() {
        return training.length;
    }

    int[] training() {
        return training;
    }

    int validationRows() {
        return validation.length;
    }

    int validation(int index) {
        return validation[index];
    }

    /** The training rows in an order of their own for every epoch. */
    int[] shuffled(SplittableRandom random) {
        int[] out = training.clone();
        for (int i = out.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = out[i];
            out[i] = out[j];
            out[j] = row;
        }
        return out;
    }

    /** Per learned sub-column and code the training rows. */
    int[][] frequencies(Layout layout) {
        return frequencies(layout, content, training);
    }

    /** Per learned sub-column and code the complete ones of some rows. */
    static int[][] frequencies(Layout layout, EncodedRows content) {
        return frequencies(layout, content, complete(content));
    }

    private static int[][] frequencies(Layout layout, EncodedRows content, int[] rows) {
        int[][] out = layout.learned().stream().map(c -> new int[c.size()]).toArray(int[][]::new);
        int[] codes = new int[out.length];
        for (int row : rows) {
            layout.split(content, row, codes);
            for (int s = 0; s < codes.length; s++) {
                out[s][codes[s]]++;
            }
        }
        return out;
    }

    /** Writes the codes of all sub-columns. */
    final class Writer {
        private final Layout layout;
        private final int[] given;
        private final int[] own;
        private final int[] previous;

        Writer(Layout layout) {
            this.layout = layout;
            this.given = new int[layout.given().size()];
            this.own = new int[layout.learned().size()];
            this.previous = new int[own.length];
        }

        void write(int row, HostTensor out, int at) {
            layout.context(context, row, given);
            for (int part : unreadContext) {
                given[part] = layout.absent(part);
            }
            if (layout.source().sequential()) {
                boolean first = before[row] < 0;
                if (!first) {
                    layout.split(content, before[row], previous);
                }
                layout.sequence(first ? null : previous, place[row], length[row], given);
            }
            layout.split(content, row, own);
            int from = at * out.columns();
            for (int i = 0; i < given.length; i++) {
                out.values().put(from + i, given[i]);
            }
            for (int i = 0; i < own.length; i++) {
                out.values().put(from + given.length + i, own[i]);
            }
        }
    }
}
