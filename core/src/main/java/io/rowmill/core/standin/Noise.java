package io.rowmill.core.standin;

import io.rowmill.core.privacy.Answer;
import io.rowmill.core.privacy.SecureNoise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * Makes counts private, each question by its share of a budget.
 *
 * @param rho of all questions
 * @param weights sum over all questions
 * @param delta of all questions whose cells aren't known before
 * @param open how many of these there are
 */
record Noise(double rho, double weights, double delta, int open, SecureNoise source) {
    private static final double CERTAIN = 3;
    private static final double SQRT2 = Math.sqrt(2);

    double rho(Histogram question) {
        return rho * question.weight() / weights;
    }

    double delta(Histogram question) {
        return question.isOpen() ? delta / open : 0;
    }

    /** Standard deviation of the noise on each cell. */
    double deviation(Histogram question) {
        return question.sensitivity() / Math.sqrt(2 * rho(question));
    }

    /** @return the count, or 0 if it may be noise alone (once in a thousand answers it is and yet isn't 0) */
    long standingOut(Histogram question, long count) {
        return count > CERTAIN * deviation(question) ? count : 0;
    }

    /**
     * What a found cell must have with noise to be told. A unit alone may have one cell with all its rows, or as many cells.
     *
     * <p>Source: Korolova et al. 2009 (releasing found cells above a threshold); the tail of the discrete Gaussian, arXiv 2004.00010,
     * proposition 25.
     */
    double threshold(Histogram question) {
        double each = delta(question) / question.rowsPerUnit();
        return question.rowsPerUnit() + 1 + deviation(question) * SQRT2 * InverseErfc.value(2 * each);
    }

    /** @param counts by question, and by cell; cells without a count are 0 */
    Answer answer(Map<Histogram, Map<String, Long>> counts) {
        Map<String, SortedMap<String, Long>> out = new LinkedHashMap<>();
        counts.forEach((question, found) -> out.put(question.what(), noised(question, found)));
        return new Answer(out);
    }

    private SortedMap<String, Long> noised(Histogram question, Map<String, Long> found) {
        double deviation = deviation(question);
        SortedMap<String, Long> out = new TreeMap<>();
        if (question.cells() != null) {
            question.cells().forEach(cell -> out.put(cell, found.getOrDefault(cell, 0L) + source.gaussian(deviation)));
            return out;
        }
        double threshold = threshold(question);
        found.forEach((cell, count) -> {
            long noised = count + source.gaussian(deviation);
            if (noised > threshold) {
                out.put(cell, noised);
            }
        });
        return out;
    }
}
