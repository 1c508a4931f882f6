package io.rowmill.models.ctgan.rows;

import io.rowmill.core.table.EncodedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Training-by-sampling (section 4.3 of the paper): a conditional part is chosen uniformly, one of its categories by the
 * frequencies of {@link Categories}, and a row uniformly among those of the category.
 */
public final class TrainingRows {
    private final int rows;
    private final Categories categories;
    private final double unconditionedShare;
    private final List<RowsByCategory> rowsByCategory = new ArrayList<>();

    /** @param unconditionedShare share of draws that have no condition: uniform rows */
    public TrainingRows(RowLayout layout, EncodedRows rows, Categories categories, double unconditionedShare) {
        this.rows = rows.rows();
        this.categories = categories;
        this.unconditionedShare = unconditionedShare;
        int[] parts = layout.conditionalParts();
        for (int k = 0; k < parts.length; k++) {
            rowsByCategory.add(RowsByCategory.of(rows, parts[k], categories.counts()[k]));
        }
    }

    /** Fills a batch of draws. */
    public void draw(Draws out, SplittableRandom random) {
        for (int i = 0; i < out.size(); i++) {
            if (categories.parts() == 0 || random.nextDouble() < unconditionedShare) {
                out.set(i, -1, -1, random.nextInt(rows));
                continue;
            }
            int k = random.nextInt(categories.parts());
            int category = categories.draw(k, random);
            out.set(i, k, category, rowsByCategory.get(k).draw(category, random));
        }
    }

    /** A batch of conditions, each with a real row that fulfils it. */
    public static final class Draws {
        private final int[] parts;
        private final int[] categories;
        private final int[] rows;

        public Draws(int size) {
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
        public int part(int i) {
            return parts[i];
        }

        public int category(int i) {
            return categories[i];
        }

        public int row(int i) {
            return rows[i];
        }
    }
}
