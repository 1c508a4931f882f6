package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The levels of all rows that others refer to by keys that content is conditioned on, and their files. */
final class ParentLevels {
    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final Map<String, ParentRows> links;
    private final Seed seed;
    private final Path workDir;
    private final Map<ColumnRef, Path> files = new LinkedHashMap<>();

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
        List<Level> found = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            boolean isKnown = key.role() == KeyRole.DRIVER
                    || link.foreignKey(key.name())
                            .flatMap(ForeignKeyLink::match)
                            .isPresent();
            if (isKnown && !database.isCopied(key.parent())) {
                found.addAll(fitter(key.name()).fit());
            }
        }
        TableLinkage with = link.with(found);
        write(with);
        return with;
    }

    /** Writes the files of levels that are known, as far as the table's columns are. */
    void write(TableLinkage table) throws IOException {
        for (Level level : table.levels()) {
            if (source.contentColumns(table.table()).contains(level.column())) {
                Path file = workDir.resolve("level-" + files.size());
                fitter(level.relationship()).write(level, file);
                files.put(level.ref(), file);
            }
        }
    }

    private LevelFitter fitter(String name) {
        Relationship key = database.relationships().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new LevelFitter(source, key, links.get(name), seed);
    }
}
