package io.rowmill.core.linkage;

/**
 * The shape of a self-reference: a template of parent positions that repeats along the ordinals. A parent comes before its
 * children, so the first n rows form a forest for every n.
 *
 * @param parents position of the parent within the template; -1 for a root
 * @param rootRefersToItself true if a root refers to its own key instead of null
 */
public record Forest(int[] parents, boolean rootRefersToItself) {
    public Forest {
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] >= i) {
                throw new IllegalArgumentException("the parent of " + i + " must come before it");
            }
        }
        if (parents.length == 0) {
            throw new IllegalArgumentException("a forest needs a root");
        }
    }

    /** @return ordinal of the parent; the row's own, or -1, for a root */
    public long parentOf(long ordinal) {
        int position = (int) (ordinal % parents.length);
        if (parents[position] < 0) {
            return rootRefersToItself ? ordinal : -1;
        }
        return ordinal - position + parents[position];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forest f
                && java.util.Arrays.equals(parents, f.parents)
                && rootRefersToItself == f.rootRefersToItself;
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(parents);
    }
}
