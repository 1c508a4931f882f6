package io.rowmill.core.imputation;

import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.table.EncodedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose children the rows of a table are.
 *
 * @param contexts per parent what its children are conditioned on
 * @param parentOfRow row of {@code contexts}; -1: of none, conditioned on nothing. Null: a root table
 */
public record Kinship(EncodedTable contexts, int[] parentOfRow) {
    /** Of a table whose rows have no parents. */
    public static final Kinship ROOT = new Kinship(EncodedTable.empty(0), null);

    /** Rows that belong together, siblings in the order of the table; each row alone where there are no parents. */
    List<int[]> families(int rows) {
        List<int[]> out = new ArrayList<>();
        Map<Integer, List<Integer>> children = new TreeMap<>();
        for (int row = 0; row < rows; row++) {
            if (parentOfRow == null || parentOfRow[row] < 0) {
                out.add(new int[] {row});
            } else {
                children.computeIfAbsent(parentOfRow[row], p -> new ArrayList<>())
                        .add(row);
            }
        }
        children.values().forEach(c -> out.add(c.stream().mapToInt(i -> i).toArray()));
        return out;
    }

    /** @param copies how often all of the families follow one another */
    Groups groups(List<int[]> families, int copies) {
        int count = families.size();
        if (parentOfRow == null) {
            return Groups.root(Math.multiplyExact(count, copies));
        }
        int[] counts = new int[count * copies];
        int[] parents = new int[count * copies];
        Arrays.setAll(counts, i -> families.get(i % count).length);
        Arrays.setAll(parents, i -> parentOfRow[families.get(i % count)[0]]);
        return new Groups(contexts.gather(parents), counts);
    }
}
