package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.ColumnRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was learned about the place of one table.
 *
 * @param driver empty for a root table
 * @param foreignKeys self-references and second parents
 * @param keyFormats of the columns of the primary key and of referred alternate keys that are in no foreign key
 * @param context columns of ancestors along driver keys the table's content is conditioned on, nearest ancestor first
 * @param orderedBy column along which the rows of one parent were learned, and so are sampled; empty: the order of the source, as
 *     in every linkage of an earlier version
 * @param keyRules how keys follow from keys that are settled before them, in this order; none in a linkage of an earlier version
 * @param copied of a table whose rows are copied, by foreign key: the ordinal of each row's parent, -1 for none; empty: the table is
 *     learned
 * @param levels of the rows that the table's rows refer to; none in a linkage of an earlier version
 * @param siblingRules what the rows of one driver parent keep together; none in a linkage of an earlier version
 */
public record TableLinkage(
        String table,
        long sourceRows,
        Optional<DriverLink> driver,
        List<ForeignKeyLink> foreignKeys,
        Map<String, KeyFormat> keyFormats,
        List<ColumnRef> context,
        Optional<String> orderedBy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<KeyRule> keyRules,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, List<Integer>>> copied,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Level> levels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SiblingRule> siblingRules) {
    public TableLinkage {
        Objects.requireNonNull(table);
        Objects.requireNonNull(driver);
        foreignKeys = List.copyOf(foreignKeys);
        keyFormats = Collections.unmodifiableMap(new LinkedHashMap<>(keyFormats));
        context = List.copyOf(context);
        orderedBy = orderedBy == null ? Optional.empty() : orderedBy;
        keyRules = keyRules == null ? List.of() : List.copyOf(keyRules);
        copied = copied == null ? Optional.empty() : copied;
        levels = levels == null ? List.of() : List.copyOf(levels);
        siblingRules = siblingRules == null ? List.of() : List.copyOf(siblingRules);
    }

    /** Of a table that is learned. */
    public TableLinkage(
            String table,
            long sourceRows,
            Optional<DriverLink> driver,
            List<ForeignKeyLink> foreignKeys,
            Map<String, KeyFormat> keyFormats,
            List<ColumnRef> context,
            Optional<String> orderedBy,
            List<KeyRule> keyRules) {
        this(
                table,
                sourceRows,
                driver,
                foreignKeys,
                keyFormats,
                context,
                orderedBy,
                keyRules,
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** Without rules between keys. */
    public TableLinkage(
            String table,
            long sourceRows,
            Optional<DriverLink> driver,
            List<ForeignKeyLink> foreignKeys,
            Map<String, KeyFormat> keyFormats,
            List<ColumnRef> context,
            Optional<String> orderedBy) {
        this(table, sourceRows, driver, foreignKeys, keyFormats, context, orderedBy, List.of());
    }

    /** The same table with other levels of the rows that it refers to, which its content is conditioned on. */
    TableLinkage with(List<Level> found) {
        List<ColumnRef> contexts = new ArrayList<>(context);
        found.stream().filter(l -> isDriver(l.relationship())).forEach(l -> contexts.add(l.ref()));
        List<ForeignKeyLink> keys = foreignKeys.stream()
                .map(k -> k.withContext(found.stream()
                        .filter(l -> l.relationship().equals(k.relationship()))
                        .map(Level::ref)
                        .toList()))
                .toList();
        return new TableLinkage(
                table,
                sourceRows,
                driver,
                keys,
                keyFormats,
                contexts,
                orderedBy,
                keyRules,
                copied,
                found,
                siblingRules);
    }

    private boolean isDriver(String relationship) {
        return driver.filter(d -> d.relationship().equals(relationship)).isPresent();
    }

    public Optional<ForeignKeyLink> foreignKey(String relationship) {
        return foreignKeys.stream()
                .filter(k -> k.relationship().equals(relationship))
                .findFirst();
    }

    /** All that the content is conditioned on, in the order in which it is learned: of ancestors first, then of second parents. */
    public List<ContextRef> contexts() {
        List<ContextRef> out = new ArrayList<>();
        context.forEach(c -> out.add(ContextRef.ofAncestor(c)));
        for (ForeignKeyLink key : matched()) {
            key.match()
                    .orElseThrow()
                    .context()
                    .forEach(c -> out.add(new ContextRef(Optional.of(key.relationship()), c)));
        }
        return out;
    }

    /** Second parents that are chosen to fit, in the order in which they are. */
    public List<ForeignKeyLink> matched() {
        return foreignKeys.stream().filter(k -> k.match().isPresent()).toList();
    }

    /** How many rows have the same parent by a key at most, and by the driver, if there is one. */
    public int mostTogether(String key, Optional<String> driver) {
        List<String> both = Stream.concat(driver.stream(), Stream.of(key)).toList();
        return keyRules.stream()
                .filter(r -> r instanceof KeyRule.AtMost)
                .map(r -> (KeyRule.AtMost) r)
                .filter(r -> r.keys().contains(key) && both.containsAll(r.keys()))
                .mapToInt(KeyRule.AtMost::most)
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
