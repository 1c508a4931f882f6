package io.rowmill.core.linkage;

import io.rowmill.core.random.Seed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Draws a forest with the real number of roots and the real fan-outs at every depth, which child has how many children left
 * to chance. Nodes are in depth-first order, so that a prefix is about as deep as the whole.
 */
final class ForestFitter {
    static final int MAX_NODES = 100_000;

    private ForestFitter() {}

    /** @param parents row of the parent per row; -1: none */
    static Forest fit(int[] parents, Seed seed) {
        int rows = parents.length;
        if (rows == 0) {
            return new Forest(new int[] {-1}, false);
        }
        int nulls = 0;
        int selves = 0;
        for (int row = 0; row < rows; row++) {
            nulls += parents[row] < 0 ? 1 : 0;
            selves += parents[row] == row ? 1 : 0;
        }
        List<List<Integer>> fanOuts = fanOutsByDepth(parents);
        SplittableRandom random = seed.random();
        fanOuts.forEach(list -> Collections.shuffle(list, new Random(random.nextLong())));
        return new Forest(draw(fanOuts, Math.min(rows, MAX_NODES)), nulls == 0 || selves > nulls);
    }

    private static List<List<Integer>> fanOutsByDepth(int[] parents) {
        int[] depths = depths(parents);
        int[] children = new int[parents.length];
        for (int row = 0; row < parents.length; row++) {
            if (depths[row] > 0) {
                children[parents[row]]++;
            }
        }
        List<List<Integer>> fanOuts = new ArrayList<>();
        for (int row = 0; row < parents.length; row++) {
            while (fanOuts.size() <= depths[row]) {
                fanOuts.add(new ArrayList<>());
            }
            fanOuts.get(depths[row]).add(children[row]);
        }
        return fanOuts;
    }

    /** Depth per row; a row that refers to itself, or first closes a cycle, is a root. */
    private static int[] depths(int[] parents) {
        int unknown = -1;
        int onPath = -2;
        int[] depths = new int[parents.length];
        Arrays.fill(depths, unknown);
        Deque<Integer> path = new ArrayDeque<>();
        for (int start = 0; start < parents.length; start++) {
            int row = start;
            while (row >= 0 && depths[row] == unknown) {
                depths[row] = onPath;
                path.push(row);
                row = parents[row];
            }
            int depth = row >= 0 && depths[row] >= 0 ? depths[row] : -1;
            if (row >= 0 && depths[row] == onPath) {
                depth = unrollCycle(row, path, depths);
            }
            while (!path.isEmpty()) {
                depths[path.pop()] = ++depth;
            }
        }
        return depths;
    }

    /** Makes the row at which a cycle closes its root; the rest of the cycle hangs below. */
    private static int unrollCycle(int root, Deque<Integer> path, int[] depths) {
        Deque<Integer> cycle = new ArrayDeque<>();
        int row;
        do {
            row = path.pop();
            cycle.addLast(row);
        } while (row != root);
        depths[cycle.removeLast()] = 0;
        int depth = 0;
        while (!cycle.isEmpty()) {
            depths[cycle.removeFirst()] = ++depth;
        }
        return 0;
    }

    private static int[] draw(List<List<Integer>> fanOuts, int nodes) {
        int[] parents = new int[nodes];
        int[] used = new int[fanOuts.size()];
        Deque<int[]> pending = new ArrayDeque<>();
        for (int node = 0; node < nodes; node++) {
            int[] place = pending.isEmpty() ? new int[] {-1, 0} : pending.pop();
            parents[node] = place[0];
            int depth = place[1];
            int fanOut = fanOuts.get(depth).get(used[depth]++);
            for (int child = 0; child < fanOut; child++) {
                pending.push(new int[] {node, depth + 1});
            }
        }
        return parents;
    }
}
