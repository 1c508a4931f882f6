package io.rowmill.core.standin;

/**
 * Two columns of which both are counted together.
 *
 * @param from index of the column that is known first; of a parent's columns, which come before a table's own
 * @param to index of the other one
 */
record Pair(int from, int to) {
    /** How an answer names it. */
    String name() {
        return from + "," + to;
    }

    static Pair of(String name) {
        int comma = name.indexOf(',');
        return new Pair(Integer.parseInt(name.substring(0, comma)), Integer.parseInt(name.substring(comma + 1)));
    }
}
