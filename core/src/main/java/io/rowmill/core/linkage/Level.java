package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.table.Part;
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

    /** A code per class. */
    public Part.OneHot part() {
        return new Part.OneHot(bounds.size() + 1, false);
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
