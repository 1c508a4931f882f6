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
 * Conditions on sampled rows, in addition to their groups. Parts are those of the content, by position.
 *
 * @param known the given codes per row; -1: the code is drawn
 * @param shares by part: how often its codes occur, instead of what was learned
 * @param excluded by part: codes that are never drawn
 * @param odds by part: factors on the probabilities of its codes; such parts are drawn first, so that the others follow them
 * @param temperature 1: as learned; below 1, likely codes occur more often; above 1, less often
 * @param topP codes are drawn only from the most likely ones that together have this probability; 1: from all
 */
public record Conditions(
        Optional<EncodedTable> known,
        Map<Integer, double[]> shares,
        Map<Integer, int[]> excluded,
        Map<Integer, double[]> odds,
        double temperature,
        double topP) {
    public static final Conditions NONE = new Conditions(Optional.empty(), Map.of(), Map.of(), 1, 1);

    public Conditions {
        shares = Collections.unmodifiableMap(new TreeMap<>(shares));
        odds = Collections.unmodifiableMap(new TreeMap<>(odds));
        excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
        if (!(temperature > 0) || !(topP > 0) || topP > 1) {
            throw new IllegalArgumentException("a temperature of " + temperature + ", a topP of " + topP);
        }
    }

    /** Without factors. */
    public Conditions(
            Optional<EncodedTable> known,
            Map<Integer, double[]> shares,
            Map<Integer, int[]> excluded,
            double temperature,
            double topP) {
        this(known, shares, excluded, Map.of(), temperature, topP);
    }

    public boolean isNone() {
        return known.isEmpty()
                && shares.isEmpty()
                && excluded.isEmpty()
                && odds.isEmpty()
                && temperature == 1
                && topP == 1;
    }

    /**
     * The conditions on some parts only.
     *
     * @param positions positions of these parts, in the order of the result
     */
    public Conditions of(List<Integer> positions) {
        Map<Integer, double[]> ownShares = new TreeMap<>();
        Map<Integer, int[]> ownExcluded = new TreeMap<>();
        Map<Integer, double[]> ownOdds = new TreeMap<>();
        for (int i = 0; i < positions.size(); i++) {
            if (shares.containsKey(positions.get(i))) {
                ownShares.put(i, shares.get(positions.get(i)));
            }
            if (odds.containsKey(positions.get(i))) {
                ownOdds.put(i, odds.get(positions.get(i)));
            }
            if (excluded.containsKey(positions.get(i))) {
                ownExcluded.put(i, excluded.get(positions.get(i)));
            }
        }
        Optional<EncodedTable> own = known.map(table -> new EncodedTable(
                table.rows(), positions.stream().map(p -> table.parts().get(p)).toList()));
        return new Conditions(own, ownShares, ownExcluded, ownOdds, temperature, topP);
    }

    /** Rows in which every code is to be drawn. */
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
