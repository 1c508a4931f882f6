package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.linkage.totals.ParentSample.Referring;
import io.rowmill.core.rules.Total;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the totals of all tables. A sample of a table's rows leaves few candidates, and all rows confirm these. A total holds in
 * every row that isn't null. Time grows with the rows, memory doesn't: a table is read once for all the tables that it refers to.
 */
public final class TotalsFinder {
    private static final int MOST_PER_COLUMN = 3;

    private final Map<String, Figures> own = new HashMap<>();
    private final Map<String, Figures> all = new LinkedHashMap<>();
    private final List<Key> keys;
    private final List<Key> allKeys;
    private final Function<String, Protection> protection;
    private final Path base;

    /**
     * A foreign key.
     *
     * @param relationship its name
     * @param parent the table that it refers to
     */
    public record Key(String relationship, String child, String parent, ParentIndex index) {}

    private TotalsFinder(
            Map<String, TypedColumns> own,
            Map<String, TypedColumns> all,
            List<Key> keys,
            Function<String, Protection> protection,
            Path base) {
        this.protection = protection;
        this.allKeys = keys;
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
     * @param protection by table
     * @param base scratch files are made beside it, which begin with its name
     * @return by table, one per column and key at most
     */
    public static Map<String, List<Total>> find(
            Map<String, TypedColumns> own,
            Map<String, TypedColumns> all,
            List<Key> keys,
            Function<String, Protection> protection,
            Path base)
            throws IOException {
        return new TotalsFinder(own, all, keys, protection, base).find();
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
        Map<String, List<Key>> byChild = new LinkedHashMap<>();
        for (Key key : keys) {
            if (!samples.containsKey(key.parent())) {
                List<Label> labels = all.get(key.parent()).labels();
                samples.put(key.parent(), ParentSample.of(own.get(key.parent()), labels));
            }
            byChild.computeIfAbsent(key.child(), c -> new ArrayList<>()).add(key);
        }
        Map<Key, List<Candidate>> byKey = new HashMap<>();
        for (Map.Entry<String, List<Key>> child : byChild.entrySet()) {
            byKey.putAll(likely(all.get(child.getKey()), child.getValue(), samples));
        }
        Map<Subject, List<Candidate>> likely = new LinkedHashMap<>();
        keys.stream().flatMap(k -> byKey.get(k).stream()).forEach(c -> likely.computeIfAbsent(
                        Subject.of(c), k -> new ArrayList<>())
                .add(c));
        return likely;
    }

    /** @param keys of one table */
    private Map<Key, List<Candidate>> likely(Figures child, List<Key> keys, Map<String, ParentSample> samples)
            throws IOException {
        Map<Key, FilterSearch> searches = new LinkedHashMap<>();
        for (Key key : keys) {
            ParentSample sample = samples.get(key.parent());
            if (sample.hasNumbers()) {
                Protection of = protection.apply(key.child());
                searches.put(key, new FilterSearch(sample, key, child, all.get(key.parent()), allKeys, of));
            }
        }
        if (!searches.isEmpty()) {
            child.forEachRow((row, figures) -> searches.values().forEach(s -> s.add(row, figures)));
        }
        Map<Key, Referring> referring = new LinkedHashMap<>();
        for (Key key : keys) {
            List<RowFilter> filters =
                    searches.containsKey(key) ? searches.get(key).found() : List.of();
            referring.put(key, samples.get(key.parent()).referring(key, child, filters));
        }
        child.forEachRow((row, figures) -> referring.values().forEach(r -> r.add(row, figures)));
        Map<Key, List<Candidate>> likely = new HashMap<>();
        referring.forEach((key, rows) -> likely.put(key, rows.likely()));
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
        for (Map.Entry<String, List<Confirmation>> parent : byParent.entrySet()) {
            addLabels(this.all.get(parent.getKey()), parent.getValue());
        }
        for (Map.Entry<String, Map<Key, List<Confirmation>>> child : byChild.entrySet()) {
            addChildren(this.all.get(child.getKey()), child.getValue());
        }
        for (Map.Entry<String, List<Confirmation>> parent : byParent.entrySet()) {
            own.get(parent.getKey())
                    .forEachRow((row, figures) -> parent.getValue().forEach(c -> c.addParent(row, figures)));
        }
    }

    private static void addLabels(Figures parent, List<Confirmation> all) throws IOException {
        List<Confirmation> labelled =
                all.stream().filter(c -> c.label().isPresent()).toList();
        if (!labelled.isEmpty()) {
            parent.forEachRow((row, figures) ->
                    labelled.forEach(c -> c.addLabel(row, figures.of(c.label().orElseThrow()))));
        }
    }

    private static void addChildren(Figures child, Map<Key, List<Confirmation>> byKey) throws IOException {
        Map<ParentCursor, List<Confirmation>> byParents = new LinkedHashMap<>();
        byKey.forEach((key, confirmations) -> byParents.put(new ParentCursor(key.index()), confirmations));
        child.forEachRow((row, figures) -> byParents.forEach((parents, confirmations) -> {
            int parent = parents.of(row);
            if (parent >= 0) {
                confirmations.forEach(c -> c.addChild(parent, row, figures));
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
