package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.rules.Filter;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Key columns that a table's rows hand over. */
final class HandedOverKeys {
    private HandedOverKeys() {}

    /** Columns whose positions others can't find out from ordinals; foreign keys whose parents others need are not among them. */
    static List<String> of(Linkage linkage, String table) {
        TableStructure structure = linkage.graph().table(table);
        Set<String> columns = new LinkedHashSet<>();
        Stream.concat(Stream.of(structure.primaryKey()), structure.alternateKeys().stream())
                .filter(key -> !structure.followsOrdinal(key))
                .forEach(columns::addAll);
        for (TableStructure child : linkage.graph().childrenOf(table)) {
            linkage.table(child.table()).foreignKeys().stream()
                    .flatMap(k -> k.repeats().stream())
                    .flatMap(name -> structure.foreignKeys().stream()
                            .filter(k -> k.name().equals(name)))
                    .flatMap(k -> k.relationship().childKey().stream())
                    .forEach(columns::add);
        }
        return List.copyOf(columns);
    }

    /** Foreign keys of a table of which others need to know the rows that they lead to, by name. */
    static Set<String> read(Linkage linkage, TableRules rules) {
        Set<String> keys = new LinkedHashSet<>(linkage.readKeys(rules.table()));
        for (Total total : rules.totals()) {
            if (total.filter() instanceof Filter.SameParent same) {
                keys.add(same.above());
            }
        }
        return keys;
    }
}
