package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.metadata.ColumnRef;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of rows that join two rows of one table (routes, friendships, transfers), from the driver's parent to the second one.
 *
 * @param loops share of rows both of whose ends are the same; 0: none is
 * @param mutual share of rows that have a way back: some row leads from their second parent to their driver's; empty: as many as come
 * @param balance correlation between how many rows begin and how many end at a parent, in (-1, 1); 0: none
 * @param equal as many rows begin at each parent as end there
 * @param apart how far both ends are from each other
 */
public record Network(
        double loops,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> mutual,
        double balance,
        boolean equal,
        List<Apart> apart) {
    public Network {
        mutual = mutual == null ? Optional.empty() : mutual;
        apart = List.copyOf(apart);
    }

    /**
     * A distribution of distances between both ends: of one column the second parent's number less the driver's, of several the root
     * of the squares of these.
     *
     * @param columns of the parents
     * @param scales by column, what counts as 1
     * @param edges ascending; a distance is of the class of how many edges it reaches
     * @param shares of rows by class, of rows with different ends that have the numbers
     */
    public record Apart(List<ColumnRef> columns, double[] scales, double[] edges, double[] shares) {
        public Apart {
            columns = List.copyOf(columns);
            Objects.requireNonNull(scales);
            if (shares.length != edges.length + 1 || scales.length != columns.size()) {
                throw new IllegalArgumentException("each column of a distance has a scale and each class a share");
            }
        }

        /** @return NaN where a number is missing */
        public double distance(double[] from, double[] to) {
            if (columns.size() == 1) {
                return (to[0] - from[0]) / scales[0];
            }
            double sum = 0;
            for (int c = 0; c < scales.length; c++) {
                double apart = (to[c] - from[c]) / scales[c];
                sum += apart * apart;
            }
            return Math.sqrt(sum);
        }

        /** @return -1 for NaN */
        public int classOf(double distance) {
            if (Double.isNaN(distance)) {
                return -1;
            }
            int at = Arrays.binarySearch(edges, distance);
            return at >= 0 ? at + 1 : -at - 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Apart a
                    && columns.equals(a.columns)
                    && Arrays.equals(scales, a.scales)
                    && Arrays.equals(edges, a.edges)
                    && Arrays.equals(shares, a.shares);
        }

        @Override
        public int hashCode() {
            return Objects.hash(columns, Arrays.hashCode(scales), Arrays.hashCode(edges), Arrays.hashCode(shares));
        }
    }

    /** Each row has another one that leads back. */
    public boolean inPairs() {
        return mutual.filter(share -> share == 1).isPresent();
    }

    /** Columns of the parents that distances are measured by. */
    public List<ColumnRef> columns() {
        return apart.stream().flatMap(a -> a.columns().stream()).distinct().toList();
    }
}
