package io.rowmill.core.linkage.across;

import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.TableRules;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Rows in which rules with parents' columns are looked for, and which are learned by them once they are found. */
public interface RuleSource {
    /**
     * Columns of a table that are no keys, as the source has them, whatever is learned of them. A column that the user rewrites is not
     * among them.
     */
    TypedColumns columns(String table) throws IOException;

    /** Rules are looked for in a table. */
    boolean hasRules(String table);

    /** What a row has of its columns is learned with the row before it among its siblings, and with its place among them. */
    default boolean learnsSequences(String table) {
        return false;
    }

    /** The rules that a table is learned by so far. */
    TableRules rules(String table) throws IOException;

    /** Columns of a table of which some values are hidden so far, because few rows hold them. */
    Set<String> hiding(String table) throws IOException;

    /**
     * From now on, a table is learned by these rules.
     *
     * @param parents what the rules read of parents' rows; closed afterwards
     * @param told cells that are not hidden, by column
     */
    void learnBy(TableRules rules, ParentCells parents, Map<String, Set<String>> told) throws IOException;
}
