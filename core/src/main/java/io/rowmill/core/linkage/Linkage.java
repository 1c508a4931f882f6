package io.rowmill.core.linkage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.ColumnRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the tables of a database join: structure and everything learned about it.
 *
 * @param tables in the order of the graph
 */
public record Linkage(SchemaGraph graph, List<TableLinkage> tables) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    public Linkage {
        tables = List.copyOf(tables);
        List<String> names = tables.stream().map(TableLinkage::table).toList();
        if (!names.equals(graph.tables().stream().map(TableStructure::table).toList())) {
            throw new IllegalArgumentException("graph and linkage differ in tables");
        }
    }

    /** @throws IllegalArgumentException if there is no such table */
    public TableLinkage table(String table) {
        return tables.stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + table));
    }

    /** The format of a key column's values, taken from the column where they originate. */
    public KeyFormat formatOf(String table, String keyColumn) {
        ColumnRef origin = graph.origin(table, keyColumn);
        return table(origin.table()).keyFormats().get(origin.column());
    }

    /**
     * Columns of ancestors that are needed when rows of the table are generated: its own context, the columns that determine the
     * number of its children, and what its descendants need of the ancestors above it.
     */
    public List<ColumnRef> inherited(String table) {
        Set<ColumnRef> needed = new LinkedHashSet<>(table(table).context());
        needed.addAll(rowColumns(table(table), Optional.empty()));
        Deque<String> descendants = new ArrayDeque<>(List.of(table));
        Set<String> below = new LinkedHashSet<>();
        while (!descendants.isEmpty()) {
            String at = descendants.poll();
            below.add(at);
            for (TableStructure child : graph.childrenOf(at)) {
                TableLinkage link = table(child.table());
                link.driver().ifPresent(d -> needed.addAll(d.cardinality().columns()));
                needed.addAll(link.context());
                needed.addAll(rowColumns(link, Optional.empty()));
                descendants.add(child.table());
            }
        }
        needed.removeIf(ref -> below.contains(ref.table()));
        return List.copyOf(needed);
    }

    /** Columns that second parents are chosen by, of the rows that are reached over one key. */
    private static Set<ColumnRef> rowColumns(TableLinkage table, Optional<String> over) {
        Set<ColumnRef> columns = new LinkedHashSet<>();
        for (ForeignKeyLink key : table.matched()) {
            key.match().orElseThrow().affinities().stream()
                    .filter(a -> a.over().equals(over))
                    .map(Affinity::row)
                    .forEach(columns::add);
        }
        return columns;
    }

    /** Columns of its own that a table's rows hand over to those that refer to them by a second key. */
    public List<ColumnRef> shown(String table, String relationship) {
        TableLinkage child = table(childOf(relationship));
        ParentMatch match =
                child.foreignKey(relationship).flatMap(ForeignKeyLink::match).orElseThrow();
        Set<ColumnRef> columns = new LinkedHashSet<>(match.context());
        match.affinities().forEach(a -> columns.add(a.parent()));
        match.network().ifPresent(n -> columns.addAll(n.columns()));
        columns.addAll(rowColumns(child, Optional.of(relationship)));
        return columns.stream().filter(c -> c.table().equals(table)).toList();
    }

    /** The table of a foreign key. */
    public String childOf(String relationship) {
        return graph.tables().stream()
                .filter(t -> t.foreignKeys().stream().anyMatch(k -> k.name().equals(relationship)))
                .findFirst()
                .orElseThrow()
                .table();
    }

    /** The second keys that refer to a table and whose parents are chosen to fit, in the order of tables and their keys. */
    public List<ForeignKeyLink> matchedTo(String parent) {
        return graph.tables().stream()
                .flatMap(t -> table(t.table()).matched().stream().filter(k -> t.foreignKeys().stream()
                        .anyMatch(f ->
                                f.name().equals(k.relationship()) && f.parent().equals(parent))))
                .toList();
    }

    /** Levels of a table's rows, in the order in which they are drawn. */
    public List<Level> levelsOf(String parent) {
        return tables.stream()
                .flatMap(t -> t.levels().stream())
                .filter(l -> l.ref().table().equals(parent))
                .toList();
    }

    /** @return empty: the column is one that the table shows */
    public Optional<Level> level(ColumnRef column) {
        return levelsOf(column.table()).stream()
                .filter(l -> l.ref().equals(column))
                .findFirst();
    }

    /** Names of all second keys whose parents are chosen to fit. */
    public Set<String> matched() {
        Set<String> names = new LinkedHashSet<>();
        tables.forEach(t -> t.matched().forEach(k -> names.add(k.relationship())));
        return names;
    }

    /** Names of a table's foreign keys whose parents rules of other tables read. */
    public Set<String> readKeys(String table) {
        Set<String> read = new LinkedHashSet<>();
        for (KeyRule rule : tables.stream().flatMap(t -> t.keyRules().stream()).toList()) {
            rule.paths().forEach(p -> read.addAll(p.relationships().subList(1, p.length())));
            if (rule instanceof KeyRule.Through through) {
                through.given().forEach(g -> read.add(g.there()));
                through.taken().forEach(t -> t.there().ifPresent(read::add));
            }
        }
        Set<String> own = new LinkedHashSet<>();
        graph.table(table).foreignKeys().forEach(k -> own.add(k.name()));
        own.retainAll(read);
        return own;
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a linkage is always writable", e);
        }
    }

    /** @throws FailureException (Defect, {@code unreadable-linkage}) if the bytes are not a linkage */
    public static Linkage fromJson(byte[] json) {
        try {
            return JSON.readValue(json, Linkage.class);
        } catch (IOException e) {
            throw new FailureException(
                    new Failure.Defect("unreadable-linkage", List.of("The linkage can't be read.")), e);
        }
    }
}
