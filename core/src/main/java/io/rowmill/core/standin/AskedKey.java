package io.rowmill.core.standin;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.privacy.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A foreign key and what is asked of it: how many rows refer to a parent, or, of a public table, to which parents; how many refer to
 * none.
 */
final class AskedKey {
    private static final double WEIGHT = 1;
    /** Rows of a table's many parents are few. */
    private static final double PUBLIC_WEIGHT = 3;

    private static final double NULLS_WEIGHT = 0.1;
    private static final String NULL = AskedColumn.NULL;
    /** A row that moves takes one away from one cell of sizes and brings one to another. */
    private static final double SQRT2 = Math.sqrt(2);

    /** What a key is to the rows of its table. */
    enum Role {
        /** The parent decides how many rows there are. */
        DRIVER,
        /** Rows have any parent of a table that is learned, too. */
        SECOND,
        /** To a table whose rows are known. */
        PUBLIC,
        /** To an earlier row of the same table. */
        SELF
    }

    private final Relationship key;
    private final Role role;
    private final Histogram sizes;
    private final Histogram nulls;
    private final int ofOneParent;
    private List<Weighted<String>> found = List.of();
    private double nullCount;

    /**
     * @param parents rows of the parent, if it is public; else 0
     * @param rowsPerUnit of the child
     * @param parentsPerUnit of the parent: 0 if the child's units don't have any of them
     */
    AskedKey(Relationship key, Role role, int parents, int rowsPerUnit, int parentsPerUnit) {
        this.key = key;
        this.role = role;
        // A parent that is of a unit has no more rows than the unit.
        this.ofOneParent = parentsPerUnit > 0 ? rowsPerUnit : Integer.MAX_VALUE;
        String what = key.name();
        double sensitivity =
                switch (role) {
                    // With a unit go its parents, each with all its rows. Where each row is a unit, one more moves its
                    // parent.
                    case DRIVER -> parentsPerUnit > 0 ? parentsPerUnit : SQRT2;
                    case SECOND -> SQRT2 * rowsPerUnit + Math.max(1, parentsPerUnit);
                    case PUBLIC, SELF -> rowsPerUnit;
                };
        List<String> cells = role == Role.PUBLIC
                ? IntStream.range(0, parents).mapToObj(String::valueOf).toList()
                : role == Role.SELF ? List.of() : Sizes.cells();
        double weight = role == Role.PUBLIC ? PUBLIC_WEIGHT : WEIGHT;
        sizes = new Histogram(what + ":sizes", weight, sensitivity, rowsPerUnit, cells);
        nulls = Histogram.ofRows(what + ":nulls", NULLS_WEIGHT, rowsPerUnit, List.of(NULL));
    }

    /** The role of a key under a reach. */
    static Role role(DatabaseMetadata database, Reach reach, Relationship key) {
        if (key.isSelfReference()) {
            return Role.SELF;
        }
        if (database.isCopied(key.parentTable())) {
            return Role.PUBLIC;
        }
        return reach.isDriver(database, key) ? Role.DRIVER : Role.SECOND;
    }

    Relationship key() {
        return key;
    }

    Role role() {
        return role;
    }

    List<Histogram> questions() {
        return role == Role.SELF ? List.of(nulls) : List.of(sizes, nulls);
    }

    /** @param parents by row of the child
     *  @param parentRows how many rows the parent has */
    void count(int[] parents, int parentRows, Tally tally) {
        int[] children = new int[parentRows];
        for (int parent : parents) {
            if (parent == Joins.NULL) {
                tally.add(nulls.what(), NULL);
            } else if (parent >= 0) {
                children[parent]++;
                if (role == Role.PUBLIC) {
                    tally.add(sizes.what(), String.valueOf(parent));
                }
            }
        }
        if (role == Role.DRIVER || role == Role.SECOND) {
            for (int size : children) {
                tally.add(sizes.what(), Sizes.cell(size));
            }
        }
    }

    /** @param most rows of the child, as far as answers tell: a greater size is noise */
    void learn(Answer answer, Noise noise, long most) {
        nullCount = noise.standingOut(nulls, answer.count(nulls.what(), NULL));
        if (role == Role.SELF) {
            return;
        }
        double doubtful = noise.deviation(sizes);
        if (role != Role.PUBLIC) {
            found = Sizes.found(
                    answer.of(sizes.what()), doubtful, role == Role.DRIVER ? Math.min(most, ofOneParent) : most);
            return;
        }
        List<Weighted<String>> out = new ArrayList<>();
        for (Map.Entry<String, Long> cell : answer.of(sizes.what()).entrySet()) {
            if (cell.getValue() > doubtful) {
                out.add(new Weighted<>(cell.getKey(), cell.getValue()));
            }
        }
        found = out;
    }

    /** Sizes, or rows of a public parent, by how often they are; empty: nothing stands out of the noise. */
    List<Weighted<String>> found() {
        return found;
    }

    /** Rows without a parent. */
    double nullCount() {
        return nullCount;
    }
}
