package io.rowmill.core.synthesizer;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What sampled rows have to be like beyond their groups. Parts are those of the content, by position.
 *
 * @param known per row what is given; code -1: to be drawn
 * @param shares by part: how often its codes are to come, in place of what was learned
 * @param excluded by part: codes that must not come
 * @param temperature 1: as learned; below: the likely more often; above: less often
 * @param topP share of the probability that is drawn from, most likely codes first; 1: all
 */
public record Conditions(
        Optional<EncodedTable> known,
        Map<Integer, double[]> shares,
        Map<Integer, int[]> excluded,
        double temperature,
        double topP) {
    public static final Conditions NONE = new Conditions(Optional.empty(), Map.of(), Map.of(), 1, 1);

    public Conditions {
        shares = Collections.unmodifiableMap(new TreeMap<>(shares));
        excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
        if (!(temperature > 0) || !(topP > 0) || topP > 1) {
            throw new IllegalArgumentException("a temperature of " + temperature + ", a topP of " + topP);
        }
    }

    public boolean isNone() {
        return known.isEmpty() && shares.isEmpty() && excluded.isEmpty() && temperature == 1 && topP == 1;
    }

    /**
     * Of some parts alone.
     *
     * @param positions of these parts, in the order in which they are wanted
     */
    public Conditions of(List<Integer> positions) {
        Map<Integer, double[]> ownShares = new TreeMap<>();
        Map<Integer, int[]> ownExcluded = new TreeMap<>();
        for (int i = 0; i < positions.size(); i++) {
            if (shares.containsKey(positions.get(i))) {
                ownShares.put(i, shares.get(positions.get(i)));
            }
            if (excluded.containsKey(positions.get(i))) {
                ownExcluded.put(i, excluded.get(positions.get(i)));
            }
        }
        Optional<EncodedTable> own = known.map(table -> new EncodedTable(
                table.rows(), positions.stream().map(p -> table.parts().get(p)).toList()));
        return new Conditions(own, ownShares, ownExcluded, temperature, topP);
    }

    /** Rows of a layout of codes of which nothing is known. */
    public static EncodedTable unknown(List<Part> layout, int rows) {
        List<EncodedPart> parts = new ArrayList<>();
        int[] nowhere = new int[rows];
        java.util.Arrays.fill(nowhere, -1);
        for (Part part : layout) {
            parts.add(new EncodedPart.Codes((Part.OneHot) part, nowhere));
        }
        return new EncodedTable(rows, parts);
    }
}
