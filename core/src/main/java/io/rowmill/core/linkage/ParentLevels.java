package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The levels of all rows that others refer to by keys that content is conditioned on, and their files. */
final class ParentLevels {
    /** In which each of several parents' levels is drawn given the others'. */
    private static final int ROUNDS = 2;

    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final Map<String, ParentRows> links;
    private final Seed seed;
    private final Path workDir;
    private final Map<ColumnRef, Path> files = new LinkedHashMap<>();
    /** By table and column, what its numbers count as. */
    private final Map<String, Map<String, LevelScore.Scale>> scales = new HashMap<>();
    /** By foreign key. */
    private final Map<String, ParentSums> sums = new HashMap<>();

    /** @param links by name of the foreign key; may be filled later */
    ParentLevels(
            DatabaseMetadata database, LinkageSource source, Map<String, ParentRows> links, Seed seed, Path workDir) {
        this.database = database;
        this.source = source;
        this.links = links;
        this.seed = seed;
        this.workDir = workDir;
    }

    /** Encoded columns of one code per parent. */
    Map<ColumnRef, Path> files() {
        return files;
    }

    /** @return the table with the levels that were found */
    TableLinkage find(TableStructure table, TableLinkage link) throws IOException {
        if (link.copied().isPresent()) {
            return link;
        }
        List<String> keys = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            boolean isKnown = key.role() == KeyRole.DRIVER
                    || link.foreignKey(key.name())
                            .flatMap(ForeignKeyLink::match)
                            .isPresent();
            if (isKnown && !database.isCopied(key.parent())) {
                keys.add(key.name());
            }
        }
        Map<String, List<Level>> found = new LinkedHashMap<>();
        Map<Level, float[]> deviations = new LinkedHashMap<>();
        for (String key : keys) {
            found.put(key, fit(key, keys.size() > 1, deviations));
        }
        for (String key : keys) {
            if (found.get(key).stream().anyMatch(l -> isShared(l, deviations.keySet()))) {
                found.put(key, fit(key, true, deviations));
            }
        }
        TableLinkage with =
                link.with(found.values().stream().flatMap(List::stream).toList());
        write(with);
        return with;
    }

    /** @param hasOthers rows have other parents whose levels may be of the same columns */
    private List<Level> fit(String key, boolean hasOthers, Map<Level, float[]> deviations) throws IOException {
        deviations.keySet().removeIf(l -> l.relationship().equals(key));
        List<Level> levels = fitter(key, deviations).fit();
        for (Level level : levels) {
            if (hasOthers && level.isOfNumbers()) {
                deviations.put(level, fitter(key, deviations).deviations(level, sums(key)));
            }
        }
        return levels;
    }

    /** Another parent of the rows has a level of the same column: what one of them explains isn't the other's. */
    private static boolean isShared(Level level, Set<Level> levels) {
        return level.isOfNumbers()
                && levels.stream()
                        .anyMatch(o -> o.isOfNumbers()
                                && o.column().equals(level.column())
                                && !o.relationship().equals(level.relationship()));
    }

    /** Writes the files of levels that are known, as far as the table's columns are. */
    void write(TableLinkage table) throws IOException {
        List<Level> known = table.levels().stream()
                .filter(l -> source.contentColumns(table.table()).contains(l.column()))
                .toList();
        Map<Level, float[]> deviations = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Level level : known) {
                if (isShared(level, Set.copyOf(known))) {
                    String key = level.relationship();
                    deviations.put(level, fitter(key, deviations).deviations(level, sums(key)));
                }
            }
        }
        for (Level level : known) {
            Path file = workDir.resolve("level-" + files.size());
            fitter(level.relationship(), deviations).write(level, sums(level.relationship()), file);
            files.put(level.ref(), file);
        }
    }

    private ParentSums sums(String key) throws IOException {
        ParentSums known = sums.get(key);
        if (known == null) {
            Path base = workDir.resolve("level-sums-" + sums.size());
            known = new ParentSums(base, links.get(key).parentRows());
            sums.put(key, known);
        }
        return known;
    }

    private LevelFitter fitter(String name, Map<Level, float[]> deviations) {
        Relationship key = database.relationships().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, LevelScore.Scale> known = scales.computeIfAbsent(key.childTable(), t -> new HashMap<>());
        return new LevelFitter(source, key, links.get(name), seed, others(name, deviations), known);
    }

    private LevelFitter.Others others(String key, Map<Level, float[]> deviations) {
        Map<Level, float[]> others = new LinkedHashMap<>(deviations);
        others.keySet().removeIf(l -> l.relationship().equals(key) || !l.isOfNumbers());
        if (others.isEmpty()) {
            return LevelFitter.Others.NONE;
        }
        return (column, row) -> {
            double sum = 0;
            for (Map.Entry<Level, float[]> other : others.entrySet()) {
                if (other.getKey().column().equals(column)) {
                    int parent = links.get(other.getKey().relationship()).parentOf(row);
                    sum += parent < 0 ? 0 : other.getValue()[parent];
                }
            }
            return sum;
        };
    }
}
