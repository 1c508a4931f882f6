package io.rowmill.models.argn;

import io.rowmill.models.HostTensor;
import java.util.List;
import java.util.SplittableRandom;

/** Orders in which columns are learned, as ranks of sub-columns: a sub-column is drawn knowing those of lower rank. */
final class Orders {
    /** More sub-columns than a column has. */
    private static final int SPACING = 1 << 10;

    /** Share of random orders; the table's own is what rows without conditions are drawn in. */
    private static final double RANDOM_SHARE = 0.5;

    private final Layout layout;
    private final int[] rankOfColumn;

    Orders(Layout layout) {
        this.layout = layout;
        this.rankOfColumn = new int[layout.source().partsPerColumn().size()];
    }

    /** The table's own order. */
    void natural(HostTensor ranks, int order) {
        for (int c = 0; c < rankOfColumn.length; c++) {
            rankOfColumn[c] = c;
        }
        write(ranks, order);
    }

    /** The table's own or a random one. */
    void any(HostTensor ranks, int order, SplittableRandom random) {
        if (random.nextDouble() < RANDOM_SHARE) {
            random(ranks, order, random);
        } else {
            natural(ranks, order);
        }
    }

    void random(HostTensor ranks, int order, SplittableRandom random) {
        for (int c = 0; c < rankOfColumn.length; c++) {
            int other = random.nextInt(c + 1);
            rankOfColumn[c] = rankOfColumn[other];
            rankOfColumn[other] = c;
        }
        write(ranks, order);
    }

    private void write(HostTensor ranks, int order) {
        int at = order * ranks.columns();
        for (int i = 0; i < layout.given().size(); i++) {
            ranks.values().put(at++, -1);
        }
        List<SubColumn> learned = layout.learned();
        int within = 0;
        for (int s = 0; s < learned.size(); s++) {
            within = s > 0 && learned.get(s - 1).column() == learned.get(s).column() ? within + 1 : 0;
            ranks.values().put(at++, rankOfColumn[learned.get(s).column()] * SPACING + within);
        }
    }
}
