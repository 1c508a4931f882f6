package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What linkage reads: key cells row by row, and content columns row by row or at selected rows. */
public interface LinkageSource {
    /** All rows, with their key columns at least. */
    TableRows rows(String table) throws IOException;

    /** Which parts of a table's keys must stay hidden. */
    Protection protection(String table);

    /** Empty: rules with parents' columns are not looked for. */
    default Optional<RuleSource> rules() {
        return Optional.empty();
    }

    /** Whether parents of a table's rows by keys other than the driver are chosen to fit; false: uniformly. */
    default boolean fitsSecondParents(String table) {
        return true;
    }

    /** Whether numbers of a table's rows per parent follow a smooth distribution; false: that of the source. */
    default boolean smoothsCounts(String table) {
        return false;
    }

    /** Columns that {@link #feature} accepts. */
    List<String> contentColumns(String table);

    /** Receives the typed cells of a row; null stands for null. */
    interface TypedRow {
        void accept(int row, Object[] cells) throws IOException;
    }

    /**
     * Tells all rows in their order.
     *
     * @param columns content columns
     */
    void forEachRow(String table, List<String> columns, TypedRow action) throws IOException;

    /** Like the other method, but tells only some rows. */
    default void forEachRow(String table, List<String> columns, IntPredicate wanted, TypedRow action)
            throws IOException {
        forEachRow(table, columns, (row, cells) -> {
            if (wanted.test(row)) {
                action.accept(row, cells);
            }
        });
    }

    /** @param rows row indices in any order; -1: absent */
    Feature feature(String table, String column, int[] rows) throws IOException;
}
