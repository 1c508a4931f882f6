package io.rowmill.core.model;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How the tables of a database join, how their columns are encoded, and what makes their rows. Safe for use by several threads.
 */
public interface Model {
    List<TableMetadata> tables();

    Linkage linkage();

    /** @throws java.io.UncheckedIOException if the transforms can't be fetched */
    TableTransform transform(String table);

    /** The rules that rows of a table keep. */
    default TableRules rules(String table) {
        return TableRules.none(table);
    }

    /** The rows of a table that is copied. */
    default CopiedRows copied(String table) {
        throw new IllegalArgumentException("table " + table + " is not copied");
    }

    /** @return empty for a table without anything to learn */
    Optional<Synthesizer> synthesizer(String table) throws IOException;

    /** @return names of the engines of a table that can't sample under conditions */
    List<String> enginesWithoutConditions(String table);
}
