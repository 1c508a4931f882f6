package io.rowmill.core.transform;

import java.util.Arrays;

/**
 * A sample as sorted groups of equal or neighbouring values, so that the cost of a mixture doesn't grow with the rows.
 *
 * @param means mean of each group, ascending
 * @param variances variance within each group; 0 for a group of one distinct value
 * @param weights values in each group
 */
record WeightedValues(double[] means, double[] variances, double[] weights) {

    /** @param values sorted in place */
    static WeightedValues of(double[] values, int maxGroups) {
        Arrays.sort(values);
        WeightedValues distinct = distinct(values);
        return distinct.size() <= maxGroups ? distinct : distinct.merged(maxGroups, values.length);
    }

    int size() {
        return means.length;
    }

    double total() {
        return Arrays.stream(weights).sum();
    }

    /** @param groups ascending indices */
    WeightedValues only(int[] groups) {
        return new WeightedValues(
                Arrays.stream(groups).mapToDouble(i -> means[i]).toArray(),
                Arrays.stream(groups).mapToDouble(i -> variances[i]).toArray(),
                Arrays.stream(groups).mapToDouble(i -> weights[i]).toArray());
    }

    private static WeightedValues distinct(double[] sorted) {
        double[] means = new double[sorted.length];
        double[] weights = new double[sorted.length];
        int size = 0;
        for (double value : sorted) {
            if (size == 0 || means[size - 1] != value) {
                means[size++] = value;
            }
            weights[size - 1]++;
        }
        return new WeightedValues(Arrays.copyOf(means, size), new double[size], Arrays.copyOf(weights, size));
    }

    /** Groups of about equal weight; a heavy value stays alone. */
    private WeightedValues merged(int maxGroups, double total) {
        double target = 2 * total / maxGroups;
        double[] groupMeans = new double[size()];
        double[] groupVariances = new double[size()];
        double[] groupWeights = new double[size()];
        int groups = 0;
        for (int i = 0; i < size(); i++) {
            if (groups == 0 || groupWeights[groups - 1] + weights[i] > target) {
                groups++;
            }
            int g = groups - 1;
            double weight = groupWeights[g] + weights[i];
            double delta = means[i] - groupMeans[g];
            double share = weights[i] / weight;
            groupVariances[g] = (1 - share) * (groupVariances[g] + share * delta * delta);
            groupMeans[g] += share * delta;
            groupWeights[g] = weight;
        }
        return new WeightedValues(
                Arrays.copyOf(groupMeans, groups),
                Arrays.copyOf(groupVariances, groups),
                Arrays.copyOf(groupWeights, groups));
    }
}
