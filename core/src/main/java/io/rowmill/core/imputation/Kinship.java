package io.rowmill.core.imputation;

import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.table.EncodedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose children the rows of a table are.
 *
 * @param contexts per parent what its children are conditioned on
 * @param parentOfRow row of {@code contexts}; -1: of none, conditioned on nothing. Null: a root table
 * @param placeOfRow what siblings follow one another by, as the model learned them; NaN: last. Null: the order of the table
 * @param rowContexts per row of the table what it is conditioned on besides: columns of its second parents
 */
public record Kinship(
        EncodedTable contexts, int @Nullable [] parentOfRow, double @Nullable [] placeOfRow, EncodedTable rowContexts) {
    /** Of a table whose rows have no parents. */
    public static final Kinship ROOT = new Kinship(EncodedTable.empty(0), null, null, EncodedTable.empty(0));

    /** Rows that belong together, siblings in their order; each row alone where there are no parents. */
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
        children.values().forEach(c -> out.add(inOrder(c)));
        return out;
    }

    private int[] inOrder(List<Integer> siblings) {
        double[] places = placeOfRow;
        if (places != null) {
            // Zero has two signs, which are one value. Rows at one place stay as they came.
            siblings.sort(Comparator.comparingDouble(row -> places[row] + 0.0));
        }
        return siblings.stream().mapToInt(i -> i).toArray();
    }

    /** @param copies how often all of the families follow one another */
    Groups groups(List<int[]> families, int copies) {
        int count = families.size();
        int[] known = parentOfRow;
        if (known == null) {
            return Groups.root(Math.multiplyExact(count, copies));
        }
        int[] rows = families.stream().flatMapToInt(Arrays::stream).toArray();
        int[] copied = new int[Math.multiplyExact(rows.length, copies)];
        Arrays.setAll(copied, i -> rows[i % rows.length]);
        int[] counts = new int[count * copies];
        int[] parents = new int[count * copies];
        Arrays.setAll(counts, i -> families.get(i % count).length);
        Arrays.setAll(parents, i -> known[families.get(i % count)[0]]);
        return new Groups(contexts.gather(parents), counts, rowContexts.gather(copied));
    }
}
