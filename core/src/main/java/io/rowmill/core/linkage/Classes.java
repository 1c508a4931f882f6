package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.transform.Feature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A column in a few dozen classes, the last of which is null. It classifies synthetic rows as it did real ones. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Classes.Quantiles.class, name = "quantiles"),
    @JsonSubTypes.Type(value = Classes.Categories.class, name = "categories")
})
public sealed interface Classes {
    /** Categories that have a class of their own; the others share one. */
    int MOST_CATEGORIES = 64;

    int QUANTILES = 10;

    /** Numbers between two edges, at least: an edge tells nothing of any one of them. */
    int LEAST_PER_CLASS = 5;

    /** How many classes there are, that of null included. */
    int size();

    /** @param row negative: no row, which is of the class of null */
    int classOf(Feature feature, int row);

    /** @param feature of real rows, at least one */
    static Classes of(Feature feature) {
        return feature instanceof Feature.Codes codes ? categories(codes) : quantiles(feature);
    }

    /** @param edges ascending; a number is of the class of how many edges it reaches */
    record Quantiles(double[] edges) implements Classes {
        @Override
        public int size() {
            return edges.length + 2;
        }

        @Override
        public int classOf(Feature feature, int row) {
            double number = feature.number(row);
            if (Double.isNaN(number)) {
                return edges.length + 1;
            }
            int at = 0;
            while (at < edges.length && number >= edges[at]) {
                at++;
            }
            return at;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Quantiles q && Arrays.equals(edges, q.edges);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(edges);
        }
    }

    /** @param classOfCode by code; codes beyond are of the class of all others */
    record Categories(int[] classOfCode, int classes) implements Classes {
        @Override
        public int size() {
            return classes + 2;
        }

        @Override
        public int classOf(Feature feature, int row) {
            int code = feature.code(row);
            if (code < 0) {
                return classes + 1;
            }
            return code < classOfCode.length ? classOfCode[code] : classes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Categories c && Arrays.equals(classOfCode, c.classOfCode) && classes == c.classes;
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(classOfCode) + classes;
        }
    }

    private static Classes quantiles(Feature feature) {
        double[] sorted = IntStream.range(0, feature.rows())
                .mapToDouble(feature::number)
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        int classes = Math.min(QUANTILES, sorted.length / LEAST_PER_CLASS);
        double[] edges = IntStream.range(1, Math.max(1, classes))
                .map(q -> (int) ((long) sorted.length * q / classes))
                .filter(at -> sorted[at - 1] < sorted[at])
                .mapToDouble(at -> (sorted[at - 1] + sorted[at]) / 2)
                .toArray();
        return new Quantiles(edges);
    }

    private static Classes categories(Feature.Codes feature) {
        int[] frequency = new int[feature.size()];
        for (int row = 0; row < feature.rows(); row++) {
            if (feature.code(row) >= 0) {
                frequency[feature.code(row)]++;
            }
        }
        int[] top = IntStream.range(0, frequency.length)
                .boxed()
                .filter(code -> frequency[code] > 0)
                .sorted(Comparator.comparingInt((Integer code) -> -frequency[code]))
                .limit(MOST_CATEGORIES)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] classOfCode = new int[feature.size()];
        Arrays.fill(classOfCode, top.length);
        for (int rank = 0; rank < top.length; rank++) {
            classOfCode[top[rank]] = rank;
        }
        return new Categories(classOfCode, top.length);
    }
}
