package io.rowmill.core.linkage;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.keys.KeyFacts;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Learns a {@link Linkage} from real rows, in one pass over the keys of each table and in constant memory. */
public final class LinkageFitter {
    private final DatabaseMetadata database;
    private final LinkageSource source;
    private final Seed seed;
    private final Path workDir;
    private final Map<String, KeyScan> scans = new LinkedHashMap<>();
    private final Map<String, ParentRows> parents = new TreeMap<>();
    private final Map<String, Path> orders = new TreeMap<>();
    private final ParentLevels levels;
    private final SiblingRules siblingRules;
    private final SiblingOrders siblingOrders;
    private final Map<String, List<ColumnRef>> contexts = new HashMap<>();
    private final OwnChildren ownChildren;
    private final List<String> warnings = new ArrayList<>();
    /** By table the column that siblings have to be ordered by, because rules read the row before. */
    private final Map<String, String> ordered = new HashMap<>();
    /** By table and foreign key. */
    private final Map<String, Map<String, Double>> ties = new HashMap<>();
    /** Empty until rules between keys are known. */
    private SchemaGraph graph = new SchemaGraph(List.of(), Set.of());
    /** Second keys whose parents are chosen to fit. */
    private Set<String> matched = Set.of();

    private LinkageFitter(DatabaseMetadata database, LinkageSource source, Seed seed, Path workDir) throws IOException {
        this.database = database;
        this.source = source;
        this.seed = seed;
        this.workDir = workDir;
        this.ownChildren = new OwnChildren(database, source, parents);
        this.levels = new ParentLevels(database, source, parents, seed, workDir);
        this.siblingRules = new SiblingRules(database, source, parents, seed);
        this.siblingOrders = new SiblingOrders(database, source, parents);
        scan();
        joinKeys();
    }

    /**
     * @param parentIndexes by relationship name: an encoded column of one code per child row, the ordinal of its parent row, -1
     *     for none; they lie in the work directory
     * @param orders by table whose rows have an order among siblings: an encoded column of one code per place, the row there
     * @param levels by column of a parent that nobody sees: an encoded column
     */
    public record Indexes(Map<String, Path> parentIndexes, Map<String, Path> orders, Map<ColumnRef, Path> levels) {}

    /**
     * The result of {@link #fit}.
     *
     * @param warnings a sentence per table with rules between keys that can't be kept
     */
    public record Fitted(Linkage linkage, Indexes indexes, List<String> warnings) {}

    /** @param workDir an existing folder for parent indexes and scratch files; the caller deletes it */
    public static Fitted fit(DatabaseMetadata database, LinkageSource source, Seed seed, Path workDir)
            throws IOException {
        LinkageFitter fitter = new LinkageFitter(database, source, seed, workDir);
        return new Fitted(fitter.link(), fitter.indexes(), fitter.warnings);
    }

    /**
     * Like {@link #fit}, but writes only the indexes and learns nothing.
     *
     * @param learned an earlier fit of the same tables
     */
    public static Indexes join(
            DatabaseMetadata database, LinkageSource source, Seed seed, Path workDir, Linkage learned)
            throws IOException {
        LinkageFitter fitter = new LinkageFitter(database, source, seed, workDir);
        if (source.rules().isPresent()) {
            fitter.parentRules(source.rules().get(), learned.graph(), learned.matched())
                    .repeat(table -> learned.table(table).orderedBy());
        }
        for (TableStructure table : learned.graph().tables()) {
            Optional<String> column = learned.table(table.table()).orderedBy();
            if (table.driver().isPresent() && column.isPresent()) {
                fitter.order(table.driver().get(), column.get());
            }
            fitter.levels.write(learned.table(table.table()));
        }
        return fitter.indexes();
    }

    private Indexes indexes() {
        Map<String, Path> files = new TreeMap<>();
        parents.forEach((name, rows) -> files.put(name, rows.file()));
        return new Indexes(files, orders, levels.files());
    }

    private void scan() throws IOException {
        for (TableMetadata table : database.tables()) {
            KeyScan scan = KeyScan.of(
                    database,
                    source.rows(table.name()),
                    source.protection(table.name()),
                    workDir.resolve("keys-" + scans.size()));
            scans.put(table.name(), scan);
        }
    }

    private void joinKeys() throws IOException {
        for (Relationship key : database.relationships()) {
            parents.put(
                    key.name(),
                    ParentRows.join(
                            key,
                            scans.get(key.childTable()).keys(),
                            scans.get(key.parentTable()).keys(),
                            workDir.resolve("key-" + parents.size())));
        }
        for (KeyScan scan : scans.values()) {
            scan.keys().close();
        }
    }

    /** @param known second keys whose parents are known before a row is made */
    private ParentRules parentRules(RuleSource rules, SchemaGraph schema, Set<String> known) {
        return new ParentRules(database, schema, source, rules, parents, siblingRules, siblingOrders, known, workDir);
    }

    private int rowCount(String table) {
        return Math.toIntExact(scans.get(table).keys().rows());
    }

    /** Rules between keys tell which of them is the best driver, and the roles of keys tell which rules can be kept. */
    private Linkage link() throws IOException {
        KeyFacts facts = KeyFacts.find(joined(), seed);
        Optional<RuleSource> rules = source.rules();
        TotalFacts totals = rules.isEmpty()
                ? TotalFacts.NONE
                : TotalFacts.find(database, rules.get(), source::protection, parents, workDir);
        ties.putAll(new KeyTies(source, parents, siblingRules, seed.derive("ties")).find(database, totals));
        ownChildren.find();
        graph = bestGraph(facts);
        ownChildren.keep(graph);
        Map<String, List<KeyRule>> keyRules =
                new KeyRules(database, graph, facts, ownChildren.keys(), warnings).choose();
        matched = MatchedKeys.of(graph, keyRules, source::fitsSecondParents);
        if (rules.isPresent()) {
            ParentRules ofParents = parentRules(rules.get(), graph, matched);
            TotalFacts kept = totals.kept(graph, knownKeys());
            warnings.addAll(totals.lost(kept));
            ofParents.fit(kept);
            ordered.putAll(ofParents.ordered());
            warnings.addAll(ofParents.warnings());
        }
        List<TableLinkage> tables = new ArrayList<>();
        for (TableStructure table : graph.tables()) {
            tables.add(link(table, keyRules.get(table.table())));
        }
        return new Linkage(graph, tables);
    }

    /** Keys that lead to rows which are known with the row itself. */
    private Set<String> knownKeys() {
        return graph.tables().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(k -> k.role() == KeyRole.DRIVER || k.role() == KeyRole.SECOND_PARENT)
                .map(ForeignKey::name)
                .filter(k -> !ownChildren.keys().contains(k))
                .collect(Collectors.toSet());
    }

    private KeyRules.Joined joined() {
        return new KeyRules.Joined(database, this::rowCount, parents);
    }

    /** Drivers that others follow from, and whose rows tell most about each other, as far as the keys can be kept with them. */
    private SchemaGraph bestGraph(KeyFacts facts) {
        try {
            return graph(table -> derived(facts, table), ties);
        } catch (FailureException notWithThese) {
            return graph(facts);
        }
    }

    private Set<String> derived(KeyFacts facts, String table) {
        Set<String> derived = new HashSet<>(facts.derived(table));
        derived.removeAll(Declarations.struckKeys(database, table));
        return derived;
    }

    private SchemaGraph graph(KeyFacts facts) {
        try {
            return graph(table -> derived(facts, table), Map.of());
        } catch (FailureException notWithThese) {
            return graph(table -> Set.of(), Map.of());
        }
    }

    private SchemaGraph graph(Function<String, Set<String>> derivedKeys, Map<String, Map<String, Double>> tied) {
        Map<String, TableFacts> tableFacts = new HashMap<>();
        scans.forEach((table, scan) -> tableFacts.put(
                table, scan.facts(derivedKeys.apply(table), ownChildren.keys(), tied.getOrDefault(table, Map.of()))));
        return SchemaGraph.of(database, tableFacts);
    }

    private TableLinkage link(TableStructure table, List<KeyRule> rules) throws IOException {
        Optional<DriverLink> driver = Optional.empty();
        Optional<String> orderedBy = Optional.empty();
        if (table.driver().isPresent()) {
            driver = Optional.of(driverLink(table.driver().get()));
            orderedBy = orderedBy(table.driver().get());
        }
        if (orderedBy.isPresent()) {
            order(table.driver().get(), orderedBy.get());
        }
        contexts.put(table.table(), context(table));
        Optional<Map<String, List<Integer>>> copied =
                database.isCopied(table.table()) ? Optional.of(CopiedKeys.of(table, parents)) : Optional.empty();
        List<ForeignKeyLink> keys = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            if (key.role() == KeyRole.SECOND_PARENT || key.role() == KeyRole.SELF_REFERENCE) {
                keys.add(keyLink(table, key, keys, rules));
            }
        }
        TableLinkage link = new TableLinkage(
                table.table(),
                rowCount(table.table()),
                driver,
                keys,
                scans.get(table.table()).formats(table),
                contexts.get(table.table()),
                orderedBy,
                rules,
                copied,
                List.of(),
                driver.isEmpty() || copied.isPresent()
                        ? List.of()
                        : siblingRules.of(driver.get().relationship(), orderedBy));
        return levels.find(table, link);
    }

    private Optional<String> orderedBy(ForeignKey driver) throws IOException {
        String known = ordered.get(driver.relationship().childTable());
        return known != null ? Optional.of(known) : siblingOrders.of(driver).column();
    }

    private void order(ForeignKey driver, String column) throws IOException {
        Path file = siblingOrders.of(driver).write(column, workDir.resolve("order-" + orders.size()));
        orders.put(driver.relationship().childTable(), file);
    }

    private DriverLink driverLink(ForeignKey driver) throws IOException {
        ParentRows links = parents.get(driver.name());
        List<ColumnRef> columns = contentOf(driver.parent());
        columns.addAll(contexts.get(driver.parent()));
        CardinalityTree cardinality =
                childCounts(driver.parent(), links, columns, (c, rows) -> inherited(driver.parent(), c, rows));
        return new DriverLink(
                driver.name(),
                cardinality,
                links.orphans(),
                ties.get(driver.relationship().childTable()));
    }

    private CardinalityTree childCounts(
            String parent, ParentRows links, List<ColumnRef> columns, ChildCountFitter.Values values)
            throws IOException {
        if (database.isCopied(parent)) {
            int[] rows = IntStream.range(0, rowCount(parent)).toArray();
            return CardinalityTree.ofEach(links.childCounts(rows), source.protection(links.child()));
        }
        int extremes = source.protection(parent).extremeValueCount();
        CardinalityTree tree = new ChildCountFitter(rowCount(parent), links, columns, values, extremes).fit();
        return source.smoothsCounts(links.child()) ? tree.withLeaves(NegativeBinomial::smooth) : tree;
    }

    private List<ColumnRef> contentOf(String table) {
        List<ColumnRef> columns = new ArrayList<>();
        source.contentColumns(table).forEach(c -> columns.add(new ColumnRef(table, c)));
        return columns;
    }

    /** A column of a table, or of an ancestor along driver keys, at the rows of the table. */
    private Feature inherited(String table, ColumnRef column, int[] rows) throws IOException {
        int[] found = rows;
        for (ForeignKey driver : graph.driversUpTo(column.table(), table)) {
            found = parents.get(driver.name()).parentsOf(found);
        }
        return source.feature(column.table(), column.column(), found);
    }

    /** The columns given with the driver. Without these, the most informative columns of the parent and of its context. */
    private List<ColumnRef> context(TableStructure table) throws IOException {
        List<String> content = source.contentColumns(table.table());
        if (table.driver().isEmpty() || content.isEmpty()) {
            return List.of();
        }
        Relationship driver = table.driver().get().relationship();
        List<String> parentContent = source.contentColumns(driver.parentTable());
        if (driver.contextColumns().isPresent()) {
            return driver.contextColumns().get().stream()
                    .filter(parentContent::contains)
                    .map(c -> new ColumnRef(driver.parentTable(), c))
                    .toList();
        }
        int[] sample = Blocks.spread(rowCount(table.table()), ContextSelector.SAMPLE_ROWS);
        if (sample.length == 0) {
            return List.of();
        }
        List<ColumnRef> refs = contentOf(driver.parentTable());
        refs.addAll(contexts.get(driver.parentTable()));
        Map<ColumnRef, Feature> candidates = new LinkedHashMap<>();
        for (ColumnRef ref : refs) {
            candidates.put(ref, inherited(table.table(), ref, sample));
        }
        List<Feature> child = new ArrayList<>();
        for (String column : content) {
            child.add(source.feature(table.table(), column, sample));
        }
        return ContextSelector.select(candidates, child);
    }

    private ForeignKeyLink keyLink(
            TableStructure table, ForeignKey key, List<ForeignKeyLink> earlier, List<KeyRule> rules)
            throws IOException {
        ParentRows links = parents.get(key.name());
        int rows = links.childRows();
        Optional<Forest> forest = key.role() == KeyRole.SELF_REFERENCE
                ? Optional.of(ForestFitter.fit(links.parents(0, rows), seed.derive(key.name())))
                : Optional.empty();
        double nullRate = rows == 0 ? 0 : links.orphans() / (double) rows;
        Optional<ParentMatch> match = matched.contains(key.name()) && rows > 0
                ? Optional.of(matches().of(table, key, earlier))
                : Optional.empty();
        return new ForeignKeyLink(
                key.name(),
                nullRate,
                forest,
                Optional.empty(),
                match,
                new WayFitter(source, joined()).fit(table.table(), key.name(), rules),
                kin(table, key),
                ownChildren.of(key, this::orderedBy));
    }

    /** By which columns rows go with those that they refer to in their own table. */
    private List<Affinity> kin(TableStructure table, ForeignKey key) throws IOException {
        return key.role() == KeyRole.SELF_REFERENCE && table.driver().isEmpty()
                ? new KinFitter(source, parents.get(key.name())).fit(contentOf(table.table()))
                : List.of();
    }

    private MatchFitter matches() {
        return new MatchFitter(
                source,
                parents,
                orders,
                this::rowCount,
                this::knownOfDriver,
                this::inherited,
                this::childCounts,
                seed.derive("network"));
    }

    /** Columns of the driver's parent and of what it is conditioned on. */
    private List<ColumnRef> knownOfDriver(TableStructure table) {
        if (table.driver().isEmpty()) {
            return List.of();
        }
        List<ColumnRef> columns = contentOf(table.driver().get().parent());
        columns.addAll(contexts.get(table.driver().get().parent()));
        return columns;
    }
}
