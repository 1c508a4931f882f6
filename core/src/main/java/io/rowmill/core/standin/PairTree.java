package io.rowmill.core.standin;

import io.rowmill.core.privacy.Answer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which columns of a table go together: a tree over its columns and, given, those of its parent. Its pairs are chosen by how far they
 * are from independence, and then counted.
 *
 * <p>Source: McKenna, Miklau and Sheldon, <i>Winning the NIST contest</i>, arXiv 2108.04978 (MST); the exponential mechanism costs
 * epsilon² / 8 in concentrated privacy (arXiv 2004.07223).
 */
final class PairTree {
    /** Further columns are taken for independent. */
    private static final int MOST_COLUMNS = 40;

    private static final String PAIRS = "pairs";

    private final String table;
    private final int rowsPerUnit;
    private final List<Coding> columns = new ArrayList<>();
    private final int given;
    private List<Pair> pairs = List.of();

    /**
     * @param above codings of the parent's own columns, known before
     * @param own codings of the table's columns
     */
    PairTree(String table, int rowsPerUnit, List<Coding> above, List<Coding> own) {
        this.table = table;
        this.rowsPerUnit = rowsPerUnit;
        this.given = above.size();
        columns.addAll(above);
        columns.addAll(own);
    }

    /** At most; 0: there is nothing to be asked. */
    int size() {
        int own = Math.min(MOST_COLUMNS, columns.size()) - given;
        return Math.max(0, given > 0 ? own : own - 1);
    }

    /** The pairs of the tree, each drawn with a probability that grows with its distance from independence. */
    Answer choose(CodedRows rows, double rho) {
        double epsilon = Math.sqrt(8 * rho / size());
        Map<Pair, Double> scores = new HashMap<>();
        int used = Math.min(MOST_COLUMNS, columns.size());
        for (int to = given; to < used; to++) {
            for (int from = 0; from < to; from++) {
                Pair pair = new Pair(from, to);
                scores.put(pair, distance(rows, pair) * epsilon / (2 * rowsPerUnit));
            }
        }
        SecureRandom random = new SecureRandom();
        int[] parts = IntStream.range(0, used).map(c -> c < given ? 0 : c).toArray();
        SortedMap<String, Long> chosen = new TreeMap<>();
        for (int round = 0; round < size(); round++) {
            Pair best = best(scores, parts, random);
            chosen.put(best.name(), 1L);
            int from = parts[best.from()];
            int to = parts[best.to()];
            Arrays.setAll(parts, c -> parts[c] == to ? from : parts[c]);
        }
        return new Answer(Map.of(PAIRS, chosen));
    }

    /** Of pairs between parts that aren't connected, by Gumbel noise on scores. */
    private static Pair best(Map<Pair, Double> scores, int[] parts, SecureRandom random) {
        Pair best = new Pair(0, 0);
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Pair, Double> score : scores.entrySet()) {
            Pair pair = score.getKey();
            double noised = score.getValue() - Math.log(-Math.log(1 - random.nextDouble()));
            if (parts[pair.from()] != parts[pair.to()] && noised > highest) {
                highest = noised;
                best = pair;
            }
        }
        return best;
    }

    /** L1 distance of real counts from what noised shares of both columns lead to: changes by at most a unit's rows. */
    double distance(CodedRows rows, Pair pair) {
        double[] from = shares(pair.from());
        double[] to = shares(pair.to());
        long[][] counts = rows.counts(pair, from.length, to.length);
        double all = Arrays.stream(columns.get(pair.to()).weights()).sum();
        double sum = 0;
        for (int a = 0; a < from.length; a++) {
            for (int b = 0; b < to.length; b++) {
                sum += Math.abs(counts[a][b] - all * from[a] * to[b]);
            }
        }
        return sum;
    }

    private double[] shares(int column) {
        double[] weights = columns.get(column).weights();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    void choose(Answer answer) {
        pairs = answer.of(PAIRS).keySet().stream().map(Pair::of).toList();
    }

    /** Of the chosen pairs. */
    List<Histogram> questions() {
        return pairs.stream().map(this::question).toList();
    }

    private Histogram question(Pair pair) {
        int cells = columns.get(pair.from()).codes() * columns.get(pair.to()).codes();
        return Histogram.ofRows(
                table + ":" + pair.name(),
                1,
                rowsPerUnit,
                IntStream.range(0, cells).mapToObj(String::valueOf).toList());
    }

    Map<Histogram, Map<String, Long>> counts(CodedRows rows) {
        Map<Histogram, Map<String, Long>> out = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            int toCodes = columns.get(pair.to()).codes();
            long[][] counts = rows.counts(pair, columns.get(pair.from()).codes(), toCodes);
            Map<String, Long> cells = new HashMap<>();
            for (int a = 0; a < counts.length; a++) {
                for (int b = 0; b < toCodes; b++) {
                    cells.put(String.valueOf(a * toCodes + b), counts[a][b]);
                }
            }
            out.put(question(pair), cells);
        }
        return out;
    }

    /** @param answer to {@link #questions} */
    PairModel model(Answer answer) {
        Map<Pair, double[][]> tables = new HashMap<>();
        for (Pair pair : pairs) {
            int toCodes = columns.get(pair.to()).codes();
            double[][] noised = new double[columns.get(pair.from()).codes()][toCodes];
            answer.of(question(pair).what()).forEach((cell, count) -> {
                int at = Integer.parseInt(cell);
                noised[at / toCodes][at % toCodes] = count;
            });
            tables.put(pair, PairFit.fit(noised, shares(pair.from()), shares(pair.to())));
        }
        return new PairModel(steps(tables), given, columns.size() - given);
    }

    /** From the given columns on, along the pairs; where none leads on, from any other column. */
    private List<PairModel.Step> steps(Map<Pair, double[][]> tables) {
        List<PairModel.Step> out = new ArrayList<>();
        Set<Integer> known = new HashSet<>(IntStream.range(0, given).boxed().toList());
        for (int column = given; column < columns.size(); column++) {
            follow(tables, known, out);
            if (known.add(column)) {
                out.add(PairModel.Step.alone(column, shares(column)));
            }
        }
        follow(tables, known, out);
        return out;
    }

    private void follow(Map<Pair, double[][]> tables, Set<Integer> known, List<PairModel.Step> out) {
        int before;
        do {
            before = known.size();
            for (Pair pair : pairs) {
                if (known.contains(pair.from()) && known.add(pair.to())) {
                    out.add(PairModel.Step.given(pair.to(), pair.from(), tables.get(pair), shares(pair.to())));
                } else if (known.contains(pair.to()) && known.add(pair.from())) {
                    out.add(PairModel.Step.given(
                            pair.from(), pair.to(), PairFit.turned(tables.get(pair)), shares(pair.from())));
                }
            }
        } while (known.size() > before);
    }
}
