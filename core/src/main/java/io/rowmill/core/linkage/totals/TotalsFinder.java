package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.linkage.totals.ParentSample.Referring;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the totals of all tables. A sample of a table's rows leaves few candidates, and all rows confirm these. A total holds in
 * every row that isn't null. Time grows with the rows, memory doesn't: a table is read once for all the tables that it refers to.
 */
public final class TotalsFinder {
    private static final int MOST_PER_COLUMN = 3;

    private final Map<String, Figures> own = new HashMap<>();
    private final Map<String, Figures> all = new LinkedHashMap<>();
    private final List<Key> keys;
    private final Path base;

    /**
     * A foreign key.
     *
     * @param relationship its name
     * @param parent the table that it refers to
     */
    public record Key(String relationship, String child, String parent, ParentIndex index) {}

    private TotalsFinder(Map<String, TypedColumns> own, Map<String, TypedColumns> all, List<Key> keys, Path base) {
        own.forEach((table, columns) -> this.own.put(table, new Figures(columns)));
        all.forEach((table, columns) -> this.all.put(table, new Figures(columns)));
        this.keys = keys.stream().filter(k -> !figures(k.parent()).isEmpty()).toList();
        this.base = base;
    }

    private List<Figure> figures(String table) {
        Figures figures = own.get(table);
        return figures == null ? List.of() : figures.columns();
    }

    /**
     * @param own by table the columns that may be totals; a table without any may be left out
     * @param all by table the columns of which they may be totals
     * @param keys in the order of preference
     * @param base scratch files are made beside it, which begin with its name
     * @return by table, one per column and key at most
     */
    public static Map<String, List<Total>> find(
            Map<String, TypedColumns> own, Map<String, TypedColumns> all, List<Key> keys, Path base)
            throws IOException {
        return new TotalsFinder(own, all, keys, base).find();
    }

    private Map<String, List<Total>> find() throws IOException {
        Map<Subject, List<Candidate>> likely = likely();
        List<Confirmation> confirmations = new ArrayList<>();
        for (List<Candidate> of : likely.values()) {
            for (Candidate candidate : of.subList(0, Math.min(MOST_PER_COLUMN, of.size()))) {
                Path file = base.resolveSibling(base.getFileName() + "." + confirmations.size());
                long rows = own.get(candidate.key().parent()).rows();
                confirmations.add(new Confirmation(candidate, file, rows));
            }
        }
        confirm(confirmations);
        Map<Subject, Total> totals = new LinkedHashMap<>();
        for (Confirmation confirmation : confirmations) {
            Subject subject = Subject.of(confirmation.candidate());
            confirmation.total().ifPresent(t -> totals.putIfAbsent(subject, t));
        }
        Map<String, List<Total>> byTable = new HashMap<>();
        totals.forEach((subject, total) -> byTable.computeIfAbsent(subject.key().parent(), t -> new ArrayList<>())
                .add(total));
        return byTable;
    }

    /** What samples leave. */
    private Map<Subject, List<Candidate>> likely() throws IOException {
        Map<String, ParentSample> samples = new HashMap<>();
        Map<String, List<Referring>> byChild = new LinkedHashMap<>();
        List<Referring> inOrder = new ArrayList<>();
        for (Key key : keys) {
            if (!samples.containsKey(key.parent())) {
                samples.put(key.parent(), ParentSample.of(own.get(key.parent())));
            }
            Referring rows = samples.get(key.parent()).referring(key, all.get(key.child()));
            inOrder.add(rows);
            byChild.computeIfAbsent(key.child(), c -> new ArrayList<>()).add(rows);
        }
        for (Map.Entry<String, List<Referring>> child : byChild.entrySet()) {
            all.get(child.getKey())
                    .forEachRow((row, figures) -> child.getValue().forEach(r -> r.add(row, figures)));
        }
        Map<Subject, List<Candidate>> likely = new LinkedHashMap<>();
        inOrder.stream().flatMap(r -> r.likely().stream()).forEach(c -> likely.computeIfAbsent(
                        Subject.of(c), k -> new ArrayList<>())
                .add(c));
        return likely;
    }

    private void confirm(List<Confirmation> all) throws IOException {
        Map<String, Map<Key, List<Confirmation>>> byChild = new LinkedHashMap<>();
        Map<String, List<Confirmation>> byParent = new LinkedHashMap<>();
        for (Confirmation confirmation : all) {
            Key key = confirmation.candidate().key();
            byChild.computeIfAbsent(key.child(), c -> new LinkedHashMap<>())
                    .computeIfAbsent(key, k -> new ArrayList<>())
                    .add(confirmation);
            byParent.computeIfAbsent(key.parent(), p -> new ArrayList<>()).add(confirmation);
        }
        for (Map.Entry<String, Map<Key, List<Confirmation>>> child : byChild.entrySet()) {
            addChildren(this.all.get(child.getKey()), child.getValue());
        }
        for (Map.Entry<String, List<Confirmation>> parent : byParent.entrySet()) {
            own.get(parent.getKey())
                    .forEachRow((row, figures) -> parent.getValue().forEach(c -> c.addParent(row, figures)));
        }
    }

    private static void addChildren(Figures child, Map<Key, List<Confirmation>> byKey) throws IOException {
        Map<ParentCursor, List<Confirmation>> byParents = new LinkedHashMap<>();
        byKey.forEach((key, confirmations) -> byParents.put(new ParentCursor(key.index()), confirmations));
        child.forEachRow((row, figures) -> byParents.forEach((parents, confirmations) -> {
            int parent = parents.of(row);
            if (parent >= 0) {
                confirmations.forEach(c -> c.addChild(parent, figures));
            }
        }));
    }

    /** What at most one total is about. */
    private record Subject(Figure column, Key key) {
        static Subject of(Candidate candidate) {
            return new Subject(candidate.column(), candidate.key());
        }
    }
}
