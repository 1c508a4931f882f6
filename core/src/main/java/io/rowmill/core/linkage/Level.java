package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the rows of one parent have in common that no column of the parent shows: how high one of their columns is. Each parent has such
 * a level, as one of a few classes that rows are conditioned on. It is a column of the parent that nobody sees.
 *
 * @param relationship name of the key that leads to the parent
 * @param column of the child, which is high or low
 * @param ref the level as a column of the parent's table
 * @param score what is high and what is low in the column
 * @param mean of the scores
 * @param between variance of the parents' true means of scores
 * @param within variance of the scores of one parent
 * @param bounds of the classes, ascending: true means from one up to the next are of one class
 * @param tree distribution of the class, given columns of the parent, its number of rows ({@link #rows}) and its earlier levels
 */
public record Level(
        String relationship,
        String column,
        ColumnRef ref,
        LevelScore score,
        double mean,
        double between,
        double within,
        List<Double> bounds,
        CardinalityTree tree) {
    private static final int CLASSES_PER_RANGE = 3;

    public Level {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(column);
        Objects.requireNonNull(ref);
        Objects.requireNonNull(score);
        Objects.requireNonNull(tree);
        bounds = List.copyOf(bounds);
    }

    /** The name under which a parent's number of rows stands in a {@link #tree}. */
    public static ColumnRef rows(String relationship) {
        return new ColumnRef(relationship, "");
    }

    static ColumnRef ref(Relationship key, String column) {
        return new ColumnRef(key.parentTable(), "level of " + column + " over " + key.name());
    }

    /** The levels of other parents can be taken off its scores: those of a column's numbers are alike for all of them. */
    boolean isOfNumbers() {
        return !score.points().isEmpty();
    }

    public int classes() {
        return bounds.size() + 1;
    }

    /**
     * The layout of the level as a column: which class, and which of a few ranges of neighbouring classes. A network learns from many
     * rows what a range means, and a class says what is left.
     */
    public List<Part> parts() {
        return List.of(new Part.OneHot(classes(), false), new Part.OneHot(rangeOf(classes() - 1) + 1, false));
    }

    /** @param classes per parent */
    public List<EncodedPart> encoded(int[] classes) {
        int[] ranges = Arrays.stream(classes).map(Level::rangeOf).toArray();
        return List.of(
                new EncodedPart.Codes((Part.OneHot) parts().get(0), classes),
                new EncodedPart.Codes((Part.OneHot) parts().get(1), ranges));
    }

    static int rangeOf(int level) {
        return level / CLASSES_PER_RANGE;
    }

    /** @param trueMean of a parent's scores */
    int classOf(double trueMean) {
        int at = 0;
        while (at < bounds.size() && trueMean >= bounds.get(at)) {
            at++;
        }
        return at;
    }

    /**
     * A value that a parent's true mean may have. The mean of few rows is further from the mean of all than the true one is. To shrink it
     * would bring the parents too near to each other. So a deviation is drawn in addition, of the size that the true mean may be off by:
     * then parents' true means have the variance that they should, and rows that follow them spread the means of few as in the source.
     *
     * @param sum of the scores of the parent's rows
     * @param rows that have a score
     * @param deviation drawn from the standard normal distribution
     */
    double plausible(double sum, int rows, double deviation) {
        double reliability = rows == 0 ? 0 : between / (between + within / rows);
        double observed = rows == 0 ? mean : sum / rows;
        return mean + reliability * (observed - mean) + Math.sqrt(between * (1 - reliability)) * deviation;
    }
}
