package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Level;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Levels of rows that others refer to: columns that nobody sees but the rows that are conditioned on them. */
final class Levels {
    private final Linkage linkage;
    private final Function<String, TableTransform> transforms;

    Levels(Linkage linkage, Function<String, TableTransform> transforms) {
        this.linkage = linkage;
        this.transforms = transforms;
    }

    /** Layout of a column, be it a level or not. */
    List<Part> parts(ColumnRef column) {
        Optional<Level> level = linkage.level(column);
        return level.isPresent()
                ? level.get().parts()
                : transforms.apply(column.table()).parts(column.column());
    }

    /**
     * Draws the levels of a chunk's rows.
     *
     * @param rows of the chunk
     * @param counts rows that refer to each row, by the table whose driver they do so by or by the name of a second key
     * @param known columns of the rows; their levels are added
     */
    void draw(String table, int rows, Map<String, int[]> counts, Map<ColumnRef, List<EncodedPart>> known, Seed seed) {
        for (Level level : linkage.levelsOf(table)) {
            List<Feature> features = new ArrayList<>();
            for (ColumnRef column : level.tree().columns()) {
                features.add(feature(column, level, counts, known));
            }
            int[] classes = ChildCounts.draw(
                    level.tree(),
                    features,
                    rows,
                    Integer.MAX_VALUE,
                    seed.derive(level.ref().column()).random());
            known.put(level.ref(), level.encoded(classes));
        }
    }

    private Feature feature(
            ColumnRef column, Level level, Map<String, int[]> counts, Map<ColumnRef, List<EncodedPart>> known) {
        if (column.equals(Level.rows(level.relationship()))) {
            return numbers(counts.get(counted(level.relationship())));
        }
        if (linkage.level(column).isPresent()) {
            return numbers(((EncodedPart.Codes) known.get(column).get(0)).codes());
        }
        return transforms.apply(column.table()).feature(column.column(), known.get(column));
    }

    private String counted(String relationship) {
        return linkage.tables().stream()
                .filter(t -> t.driver()
                        .filter(d -> d.relationship().equals(relationship))
                        .isPresent())
                .findFirst()
                .map(t -> t.table())
                .orElse(relationship);
    }

    private static Feature numbers(int[] values) {
        return new Feature.Numeric(Arrays.stream(values).asDoubleStream().toArray());
    }
}
