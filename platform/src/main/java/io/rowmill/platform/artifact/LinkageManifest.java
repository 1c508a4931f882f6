package io.rowmill.platform.artifact;

import io.rowmill.platform.storage.BlobRef;
import java.util.List;
import java.util.Optional;

/**
 * The result of linkage.
 *
 * @param linkage how tables join, as JSON
 * @param parentIndexes per relationship, in the order of the metadata: child row → parent row
 * @param siblingOrders per table whose siblings are ordered: position → row; null (written by an earlier version): none
 * @param warnings sentences about what the source keeps and synthetic rows can't; null (written by an earlier version): none
 * @param prepared tables that were prepared again, because what their columns have in common with those of rows they refer to is
 *     known only now: each replaces what preprocess left; null (written by an earlier version): none
 * @param levels per level of rows that others refer to: parent row → class; null (written by an earlier version): none
 */
public record LinkageManifest(
        int formatVersion,
        String runId,
        BlobRef linkage,
        List<ParentIndex> parentIndexes,
        List<SiblingOrder> siblingOrders,
        List<String> warnings,
        List<PreprocessManifest> prepared,
        List<ParentLevel> levels) {
    public static final int FORMAT_VERSION = 1;

    public LinkageManifest {
        siblingOrders = siblingOrders == null ? List.of() : List.copyOf(siblingOrders);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        prepared = prepared == null ? List.of() : List.copyOf(prepared);
        levels = levels == null ? List.of() : List.copyOf(levels);
    }

    /** Without warnings, tables that were prepared again and levels. */
    public LinkageManifest(
            int formatVersion,
            String runId,
            BlobRef linkage,
            List<ParentIndex> parentIndexes,
            List<SiblingOrder> siblingOrders) {
        this(formatVersion, runId, linkage, parentIndexes, siblingOrders, List.of(), List.of(), List.of());
    }

    /** @param relationship its name */
    public record ParentIndex(String relationship, String key, String digest, long size) {}

    /** @param column by which the rows of one parent are ordered */
    public record SiblingOrder(String table, String column, String key, String digest, long size) {}

    /** @param column of the table, which nobody sees */
    public record ParentLevel(String table, String column, String key, String digest, long size) {}

    /** Empty: the column is one that the table shows. */
    public Optional<ParentLevel> level(String table, String column) {
        return levels.stream()
                .filter(l -> l.table().equals(table) && l.column().equals(column))
                .findFirst();
    }

    public Optional<SiblingOrder> siblingOrder(String table) {
        return siblingOrders.stream().filter(o -> o.table().equals(table)).findFirst();
    }

    /** Empty: the table is as preprocess left it. */
    public Optional<PreprocessManifest> preparedAgain(String table) {
        return prepared.stream().filter(p -> p.table().equals(table)).findFirst();
    }

    public ParentIndex parentIndex(String relationship) {
        return parentIndexes.stream()
                .filter(i -> i.relationship().equals(relationship))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no index of relationship " + relationship));
    }
}
