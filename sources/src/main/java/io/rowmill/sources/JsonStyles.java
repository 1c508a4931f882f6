package io.rowmill.sources;

import io.rowmill.core.table.csv.JsonStyle;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Finds how objects are written while they are read. */
final class JsonStyles {
    private final List<String> columns;
    private final BitSet texts = new BitSet();
    private final BitSet others = new BitSet();
    private final BitSet nulls = new BitSet();
    private final BitSet lacking = new BitSet();
    private final BitSet keys = new BitSet();

    JsonStyles(List<String> columns) {
        this.columns = columns;
    }

    /** Before the first key of an object. */
    void begin() {
        keys.clear();
    }

    /**
     * @param present whether it isn't null
     * @param text whether it stands in quotes
     */
    void value(int column, boolean present, boolean text) {
        keys.set(column);
        BitSet kind = !present ? nulls : text ? texts : others;
        kind.set(column);
    }

    /** After the last key of an object. */
    void end() {
        for (int c = keys.nextClearBit(0); c < columns.size(); c = keys.nextClearBit(c + 1)) {
            lacking.set(c);
        }
    }

    JsonStyle style() {
        BitSet onlyTexts = (BitSet) texts.clone();
        onlyTexts.andNot(others);
        BitSet leftOut = (BitSet) lacking.clone();
        leftOut.andNot(nulls);
        return new JsonStyle(names(onlyTexts.stream()), names(leftOut.stream()));
    }

    private List<String> names(IntStream of) {
        return of.mapToObj(columns::get).toList();
    }
}
