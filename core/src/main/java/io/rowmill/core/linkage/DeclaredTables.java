package io.rowmill.core.linkage;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.DeclaredAcross;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.DeclaredMerger;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is declared of all tables, once their rows and those that they refer to are compared with it. */
final class DeclaredTables {
    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final RuleSource rules;
    private final Map<String, ParentRows> index;
    private final Path workDir;
    private final Map<String, DeclaredRules> byTable = new LinkedHashMap<>();

    /** @param index by relationship name */
    DeclaredTables(
            DatabaseMetadata database,
            LinkageSource source,
            RuleSource rules,
            Map<String, ParentRows> index,
            Path workDir) {
        this.database = database;
        this.source = source;
        this.rules = rules;
        this.index = index;
        this.workDir = workDir;
    }

    /**
     * Compares all rows of all tables.
     *
     * @param learn false: only whether they break what is strict
     * @throws FailureException (Rejected) with all errors of all tables
     */
    void check(boolean learn) throws IOException {
        List<String> errors = new ArrayList<>();
        for (TableMetadata table : database.tables()) {
            try {
                check(table.name(), learn);
            } catch (FailureException e) {
                if (!(e.failure() instanceof Failure.Rejected rejected)) {
                    throw e;
                }
                errors.addAll(rejected.messages());
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected(DeclaredRules.BROKEN, errors);
        }
    }

    private void check(String table, boolean learn) throws IOException {
        DeclaredAcross across = new DeclaredAcross(database, table);
        if (across.isEmpty()) {
            return;
        }
        List<Parent> parents = new ArrayList<>();
        for (String key : across.keys()) {
            parents.add(new Parent(
                    key, index.get(key), rules.columns(relationship(key).parentTable())));
        }
        Path file = workDir.resolve("declared-" + byTable.size());
        // Rows that are copied keep whatever they keep.
        if (learn && !database.isCopied(table)) {
            byTable.put(table, across.check(rules.columns(table), parents, source.protection(table), file));
        } else {
            across.compare(rules.columns(table), parents, file);
        }
    }

    private Relationship relationship(String name) {
        return database.relationships().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean has(String table) {
        return byTable.containsKey(table);
    }

    DeclaredRules of(String table) {
        return byTable.getOrDefault(table, DeclaredRules.NONE);
    }

    /**
     * @param found rules of the table
     * @param known names of the keys whose parents are known before a row is made
     */
    TableRules with(TableRules found, Set<String> known) {
        if (!has(found.table())) {
            return found;
        }
        new DeclaredAcross(database, found.table()).requireKnown(known);
        return DeclaredMerger.merge(found, of(found.table()));
    }

    /** Totals of a table of which nothing is declared, and that no declared rule needs before the rows are made that they are of. */
    List<Total> without(String table, TableRules before, List<Total> totals) {
        if (byTable.isEmpty() || totals.isEmpty()) {
            return totals;
        }
        Set<String> said = new HashSet<>();
        of(table).derivations().values().forEach(all -> all.forEach(d -> said.addAll(d.columns())));
        List<Total> left =
                totals.stream().filter(t -> !said.contains(t.column())).toList();
        return Collections.disjoint(before.withTotals(left).late(), readOf(table)) ? left : List.of();
    }

    /** Columns of a table that declared rules of others read. */
    private Set<String> readOf(String table) {
        Set<String> out = new HashSet<>();
        for (DeclaredRules each : byTable.values()) {
            each.derivations().values().stream()
                    .flatMap(List::stream)
                    .flatMap(d -> d.sources().stream())
                    .filter(s -> !s.isOwn() && isOf(s, table))
                    .forEach(s -> out.add(s.column()));
        }
        return out;
    }

    private boolean isOf(Source source, String table) {
        return relationship(source.path().get(0)).parentTable().equals(table);
    }

    /** Sentences about rows that break what is not strict: of rules with parents' columns. */
    List<String> warnings() {
        return byTable.values().stream()
                .flatMap(d -> d.warnings().stream())
                .distinct()
                .toList();
    }
}
