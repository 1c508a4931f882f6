package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.rules.Filter;
import io.rowmill.core.rules.ParentValues;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import io.rowmill.core.sampling.MatchedParents.Chosen;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Typed values of the rows that a chunk's rows refer to: by the driver, or by second keys whose parents are chosen already. */
final class ValuesAbove implements ParentValues {
    private final String driver;
    private final ChunkParents parents;
    private final Map<String, Chosen> chosen;

    /** @param chosen by second key */
    ValuesAbove(TableStructure table, ChunkParents parents, Map<String, Chosen> chosen) {
        this.driver = table.driver().map(ForeignKey::name).orElse("");
        this.parents = parents;
        this.chosen = chosen;
    }

    @Override
    public @Nullable Object[] of(Source source) {
        if (source.path().size() != 1) {
            throw new IllegalArgumentException("no values of " + source);
        }
        String key = source.path().get(0);
        return key.equals(driver)
                ? parents.values(source.column())
                : chosen.get(key).values().apply(source.column());
    }

    /** The columns of a table that rules of other tables and filters of its totals read: its rows hand them over. */
    static Set<String> read(String table, SchemaGraph graph, Function<String, TableRules> rules) {
        Set<String> columns = new LinkedHashSet<>();
        for (Total total : rules.apply(table).totals()) {
            if (total.filter() instanceof Filter.SameValue same) {
                columns.add(same.above());
            }
        }
        for (TableStructure child : graph.tables()) {
            for (ForeignKey key : child.foreignKeys()) {
                if (key.parent().equals(table)) {
                    rules.apply(child.table()).ofParents().stream()
                            .filter(source -> source.path().get(0).equals(key.name()))
                            .map(Source::column)
                            .forEach(columns::add);
                }
            }
        }
        return columns;
    }
}
