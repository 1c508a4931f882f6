package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds by which pairs of columns rows and their second parents go together. */
final class AffinityFitter {
    private static final int MOST = 3;
    private static final double NEGLIGIBLE = 0.005;
    /** Of as much information, two pairs of columns tell the same. */
    private static final double SAME = 0.1;
    /** Standard deviations above what independent columns have, of hundreds of pairs. */
    private static final double SIGNIFICANT = 5;
    /** Rows that a pair of classes without rows counts as. */
    private static final double ABSENT = 0.02;
    /** Pairs of classes with fewer rows are taken together: nobody learns which of them the source has. */
    private static final int FEW = 5;

    private final Map<Known, Classified> rows = new HashMap<>();
    private final Map<ColumnRef, Classified> parents = new HashMap<>();
    private final List<Known> rowOrder = new ArrayList<>();
    private final List<ColumnRef> parentOrder = new ArrayList<>();

    /** A column that is known of a row before its second parent is. */
    record Known(Optional<String> over, ColumnRef column) {}

    private record Classified(Classes classes, Bins bins) {
        static Classified of(Feature feature) {
            Classes classes = Classes.of(feature);
            int[] perRow = new int[feature.rows()];
            for (int row = 0; row < perRow.length; row++) {
                perRow[row] = classes.classOf(feature, row);
            }
            return new Classified(classes, new Bins(perRow, classes.size()));
        }
    }

    private record Candidate(Known row, ColumnRef parent, double information) {}

    void addRowColumn(Known column, Feature perRow) {
        rows.put(column, Classified.of(perRow));
        rowOrder.add(column);
    }

    void addParentColumn(ColumnRef column, Feature perRow) {
        parents.put(column, Classified.of(perRow));
        parentOrder.add(column);
    }

    /** @return the most telling pairs, at most {@value #MOST}, none of which tells what another does */
    List<Affinity> fit() {
        List<Candidate> candidates = new ArrayList<>();
        for (Known row : rowOrder) {
            for (ColumnRef parent : parentOrder) {
                candidate(row, parent).ifPresent(candidates::add);
            }
        }
        candidates.sort(Comparator.comparingDouble(c -> -c.information()));
        List<Candidate> chosen = new ArrayList<>();
        for (Candidate next : candidates) {
            if (chosen.size() < MOST && chosen.stream().noneMatch(c -> tellTheSame(c, next))) {
                chosen.add(next);
            }
        }
        return chosen.stream().map(this::affinity).toList();
    }

    private Optional<Candidate> candidate(Known row, ColumnRef parent) {
        Bins left = rows.get(row).bins();
        Bins right = parents.get(parent).bins();
        int n = left.classes().length;
        double information = Bins.information(left, right);
        double chance = Math.sqrt((present(left) - 1.0) * (present(right) - 1.0) / 2) / n;
        boolean tells = information > SIGNIFICANT * chance && Bins.dependence(left, right) > NEGLIGIBLE;
        return tells ? Optional.of(new Candidate(row, parent, information)) : Optional.empty();
    }

    private static long present(Bins bins) {
        return java.util.Arrays.stream(bins.classes()).distinct().count();
    }

    private boolean tellTheSame(Candidate one, Candidate other) {
        return Bins.dependence(rows.get(one.row()).bins(), rows.get(other.row()).bins()) > SAME
                && Bins.dependence(
                                parents.get(one.parent()).bins(),
                                parents.get(other.parent()).bins())
                        > SAME;
    }

    private Affinity affinity(Candidate pair) {
        Classified row = rows.get(pair.row());
        Classified parent = parents.get(pair.parent());
        int[] left = row.bins().classes();
        int[] right = parent.bins().classes();
        double[][] joint = new double[row.classes().size()][parent.classes().size()];
        double[] byRow = new double[joint.length];
        double[] byParent = new double[joint[0].length];
        for (int i = 0; i < left.length; i++) {
            joint[left[i]][right[i]]++;
            byRow[left[i]]++;
            byParent[right[i]]++;
        }
        return new Affinity(
                pair.row().over(),
                pair.row().column(),
                pair.parent(),
                row.classes(),
                parent.classes(),
                logOdds(joint, byRow, byParent, left.length));
    }

    private static float[][] logOdds(double[][] joint, double[] byRow, double[] byParent, int rows) {
        double few = 0;
        double fewExpected = 0;
        for (int r = 0; r < joint.length; r++) {
            for (int p = 0; p < joint[r].length; p++) {
                few += joint[r][p] < FEW ? joint[r][p] : 0;
                fewExpected += joint[r][p] < FEW ? byRow[r] * byParent[p] / rows : 0;
            }
        }
        float[][] logOdds = new float[joint.length][joint[0].length];
        for (int r = 0; r < joint.length; r++) {
            for (int p = 0; p < joint[r].length; p++) {
                double expected = byRow[r] * byParent[p] / rows;
                double observed = joint[r][p] < FEW ? expected * few / Math.max(few, fewExpected) : joint[r][p];
                double absent = ABSENT * Math.min(1, expected);
                logOdds[r][p] = expected == 0 ? 0 : (float) Math.log((observed + absent) / (expected + absent));
            }
        }
        return logOdds;
    }
}
