package io.rowmill.client;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.rules.TableRules;
import java.util.List;
import java.util.Objects;

/**
 * What a run has found to hold in all rows of its source.
 *
 * @param columns per table, between columns
 * @param linkage with the rules between keys
 */
public record FoundRules(List<TableRules> columns, Linkage linkage) {
    public FoundRules {
        columns = List.copyOf(columns);
        Objects.requireNonNull(linkage);
    }
}
