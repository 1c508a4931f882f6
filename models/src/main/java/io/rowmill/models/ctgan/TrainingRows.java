package io.rowmill.models.ctgan;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import java.util.SplittableRandom;

/**
 * Training-by-sampling (section 4.3 of the paper): a conditional part is chosen uniformly, one of its categories by the
 * frequencies of {@link Categories}, and a row uniformly among those of the category.
 */
final class TrainingRows {
    private final int rows;
    private final Categories categories;
    private final double unconditionedShare;
    private final int[][] rowsByCategory;
    private final int[][] categoryStarts;

    /** @param unconditionedShare share of draws that have no condition: uniform rows */
    TrainingRows(RowLayout layout, EncodedTable table, Categories categories, double unconditionedShare) {
        this.rows = table.rows();
        this.categories = categories;
        this.unconditionedShare = unconditionedShare;
        int[] parts = layout.conditionalParts();
        rowsByCategory = new int[parts.length][];
        categoryStarts = new int[parts.length][];
        for (int k = 0; k < parts.length; k++) {
            index(
                    k,
                    ((EncodedPart.Codes) table.parts().get(parts[k])).codes(),
                    categories.counts()[k]);
        }
    }

    /** Counting sort of the rows by category. */
    private void index(int k, int[] codes, int[] counts) {
        int[] starts = new int[counts.length + 1];
        for (int c = 0; c < counts.length; c++) {
            starts[c + 1] = starts[c] + counts[c];
        }
        int[] next = starts.clone();
        int[] sorted = new int[codes.length];
        for (int row = 0; row < codes.length; row++) {
            sorted[next[codes[row]]++] = row;
        }
        rowsByCategory[k] = sorted;
        categoryStarts[k] = starts;
    }

    /** Fills a batch of draws. */
    void draw(Draws out, SplittableRandom random) {
        for (int i = 0; i < out.size(); i++) {
            if (categories.parts() == 0 || random.nextDouble() < unconditionedShare) {
                out.set(i, -1, -1, random.nextInt(rows));
                continue;
            }
            int k = random.nextInt(categories.parts());
            int category = categories.draw(k, random);
            int start = categoryStarts[k][category];
            int row = rowsByCategory[k][start + random.nextInt(categoryStarts[k][category + 1] - start)];
            out.set(i, k, category, row);
        }
    }

    /** A batch of conditions, each with a real row that fulfils it. */
    static final class Draws {
        private final int[] parts;
        private final int[] categories;
        private final int[] rows;

        Draws(int size) {
            parts = new int[size];
            categories = new int[size];
            rows = new int[size];
        }

        int size() {
            return rows.length;
        }

        private void set(int i, int part, int category, int row) {
            parts[i] = part;
            categories[i] = category;
            rows[i] = row;
        }

        /** Index of the conditional part; -1: no condition. */
        int part(int i) {
            return parts[i];
        }

        int category(int i) {
            return categories[i];
        }

        int row(int i) {
            return rows[i];
        }
    }
}
