package io.rowmill.models.argn;

/**
 * One thing that the network reads or draws at once: a code.
 *
 * @param column ordinal of the column it is of; earlier sub-columns of a column are known to the later ones
 * @param size number of codes
 * @param embedding width of a code's embedding
 * @param hidden units of the hidden layer that draws it; 0: given, never drawn
 */
record SubColumn(int column, int size, int embedding, int hidden) {
    SubColumn {
        if (size < 1 || embedding < 1 || hidden < 0) {
            throw new IllegalArgumentException("a sub-column of " + size + " codes, embedding " + embedding);
        }
    }
}
