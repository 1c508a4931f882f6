package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Affinity;
import io.rowmill.core.linkage.Classes;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders the content of a chunk by the forest of a self-reference. Which row refers to which follows from ordinals, and rows that
 * are conditioned on nothing can take each other's place.
 */
final class KinOrder {
    private final TableLinkage link;
    private final TableTransform transform;
    private final Chunk chunk;

    KinOrder(TableLinkage link, TableTransform transform, Chunk chunk) {
        this.link = link;
        this.transform = transform;
        this.chunk = chunk;
    }

    /** @param content of rows that are conditioned on nothing */
    EncodedTable of(EncodedTable content, Seed seed) {
        Optional<ForeignKeyLink> key =
                link.foreignKeys().stream().filter(k -> !k.kin().isEmpty()).findFirst();
        if (key.isEmpty() || chunk.rows() < 2) {
            return content;
        }
        List<Matching.Term> terms = new ArrayList<>();
        for (Affinity affinity : key.get().kin()) {
            terms.add(new Matching.Term(
                    classes(affinity.rowClasses(), affinity.row(), content),
                    classes(affinity.parentClasses(), affinity.parent(), content),
                    affinity.logOdds()));
        }
        int[] order = new Kin(parents(key.get()), terms, seed.random()).deal();
        return new EncodedTable(
                chunk.rows(),
                content.parts().stream().map(part -> part.gather(order)).toList());
    }

    private int[] parents(ForeignKeyLink key) {
        int[] parents = new int[chunk.rows()];
        Arrays.setAll(parents, row -> {
            long parent = key.forest().orElseThrow().parentOf(chunk.firstOrdinal() + row) - chunk.firstOrdinal();
            return parent < 0 || parent >= row ? -1 : (int) parent;
        });
        return parents;
    }

    private int[] classes(Classes classes, ColumnRef column, EncodedTable content) {
        Map<String, List<EncodedPart>> parts = new LinkedHashMap<>();
        int next = 0;
        for (String name : transform.contentColumns()) {
            int count = transform.parts(name).size();
            parts.put(name, content.parts().subList(next, next + count));
            next += count;
        }
        Feature feature = transform.feature(column.column(), parts.get(column.column()));
        int[] out = new int[chunk.rows()];
        Arrays.setAll(out, row -> classes.classOf(feature, row));
        return out;
    }
}
