package io.rowmill.core.linkage;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Chooses the driver of one table, the roles of its other foreign keys and the construction of its primary key. */
final class TableRoles {
    /** Rank of the key that a row is numbered within. */
    private static final int OWNER = 1;

    private final DatabaseMetadata database;
    private final TableMetadata table;
    private final List<Relationship> keys;
    private final Map<String, TableFacts> facts;
    private final Set<String> cut;
    private final List<String> errors;

    TableRoles(
            DatabaseMetadata database,
            String table,
            Map<String, TableFacts> facts,
            Set<String> cut,
            List<String> errors) {
        this.database = database;
        this.table = database.table(table);
        this.keys = database.parentsOf(table);
        this.facts = facts;
        this.cut = cut;
        this.errors = errors;
    }

    TableStructure structure() {
        if (table.copied()) {
            return copied();
        }
        Optional<Relationship> driver = driver();
        Map<String, ForeignKey> roles = new LinkedHashMap<>();
        driver.ifPresent(d -> roles.put(d.name(), key(d, KeyRole.DRIVER)));
        keys.stream()
                .filter(k -> !roles.containsKey(k.name()))
                .sorted(Comparator.comparingInt((Relationship k) -> k.isSelfReference() ? 1 : 0)
                        .thenComparingInt(k -> -k.childKey().size()))
                .forEach(k -> roles.put(k.name(), besides(k, roles.values())));
        List<ForeignKey> ordered = keys.stream().map(k -> roles.get(k.name())).toList();
        TableStructure structure = new TableStructure(
                table.name(),
                table.primaryKey(),
                ordered,
                uniqueness(ordered),
                database.referredAlternateKeys(table.name()));
        structure
                .keysOf(KeyRole.SELF_REFERENCE)
                .filter(k -> !structure.followsOrdinal(k.relationship().parentKey()))
                .forEach(k -> errors.add("Table " + table.name() + " refers to itself by " + k.name()
                        + ", but its key is made of foreign keys or numbered within them, which can't be kept"
                        + " consistent: leave this foreign key out of the metadata."));
        return structure;
    }

    /** Its keys are what they are, so that nothing is chosen and nothing can fail. */
    private TableStructure copied() {
        return new TableStructure(
                table.name(),
                table.primaryKey(),
                keys.stream().map(k -> key(k, KeyRole.COPIED)).toList(),
                Uniqueness.of(table.primaryKey().isEmpty() ? Uniqueness.Rule.NONE : Uniqueness.Rule.ORDINAL),
                database.referredAlternateKeys(table.name()));
    }

    /**
     * A reference table does not grow with the others, so it decides about the rows of a table only if these are numbered within its
     * rows.
     */
    private Optional<Relationship> driver() {
        List<Relationship> declared = keys.stream().filter(Relationship::driver).toList();
        if (declared.size() > 1 || declared.stream().anyMatch(Relationship::isSelfReference)) {
            errors.add("Table " + table.name()
                    + " must declare at most one driver, and not a key that refers to the table itself.");
        }
        if (!declared.isEmpty()) {
            return Optional.of(declared.get(0));
        }
        List<Relationship> candidates = keys.stream()
                .filter(k -> !k.isSelfReference() && !cut.contains(k.name()))
                .filter(k -> !database.isCopied(k.parentTable()) || rank(k) <= OWNER)
                .filter(k -> keys.stream().noneMatch(other -> isRepeatedBy(k, other)))
                .toList();
        return candidates.stream()
                .min(Comparator.comparingInt(this::rank)
                        .thenComparingDouble(k -> -ties(k))
                        .thenComparingLong(k -> -parentRows(k)));
    }

    /**
     * Lower is better: the key that identifies a row, the key a row is numbered within, a key that is never null and follows from no
     * other, a key that is never null.
     */
    private int rank(Relationship key) {
        Set<String> primary = Set.copyOf(table.primaryKey());
        if (!primary.isEmpty() && primary.equals(Set.copyOf(key.childKey()))) {
            return 0;
        }
        if (isOwner(key, primary)) {
            return OWNER;
        }
        if (isNullable(key)) {
            return 4;
        }
        return isDerived(key) ? 3 : 2;
    }

    /** The only foreign key that lies within a primary key with columns besides: a line belongs to its order. */
    private boolean isOwner(Relationship key, Set<String> primary) {
        return primary.containsAll(key.childKey())
                && primary.size() > key.childKey().size()
                && keys.stream()
                        .filter(other -> !other.equals(key))
                        .allMatch(other -> Collections.disjoint(notIn(key, other), primary)
                                || key.childKey().containsAll(other.childKey()));
    }

    private static List<String> notIn(Relationship key, Relationship other) {
        return other.childKey().stream()
                .filter(c -> !key.childKey().contains(c))
                .toList();
    }

    private boolean isRepeatedBy(Relationship key, Relationship other) {
        if (other.equals(key) || other.isSelfReference() || cut.contains(other.name()) || !covers(other, key)) {
            return false;
        }
        boolean mutual = covers(key, other) && keys.indexOf(key) < keys.indexOf(other);
        return !mutual;
    }

    /** Every value of {@code outer}'s columns holds a value of {@code inner}'s columns that resolves. */
    private boolean covers(Relationship outer, Relationship inner) {
        return outer.childKey().containsAll(inner.childKey())
                && implied(
                        outer.parentTable(), translate(inner.childKey(), outer), inner, new HashSet<>(Set.of(outer)));
    }

    private boolean implied(String at, List<String> columns, Relationship goal, Set<Relationship> seen) {
        if (at.equals(goal.parentTable()) && columns.equals(goal.parentKey())) {
            return true;
        }
        return database.parentsOf(at).stream()
                .filter(next -> !next.isSelfReference() && next.childKey().containsAll(columns))
                .filter(next -> !isNullable(next))
                .filter(seen::add)
                .anyMatch(next -> implied(next.parentTable(), translate(columns, next), goal, seen));
    }

    private static List<String> translate(List<String> columns, Relationship key) {
        return columns.stream()
                .map(c -> key.parentKey().get(key.childKey().indexOf(c)))
                .toList();
    }

    private ForeignKey besides(Relationship key, Iterable<ForeignKey> settled) {
        List<ForeignKey> sharing = StreamSupport.stream(settled.spliterator(), false)
                .filter(other -> !Collections.disjoint(other.relationship().childKey(), key.childKey()))
                .toList();
        Optional<ForeignKey> covering = sharing.stream()
                .filter(other -> !key.isSelfReference() && covers(other.relationship(), key))
                .findFirst();
        if (covering.isPresent()) {
            return new ForeignKey(key, KeyRole.DERIVED, isNullable(key), covering.map(ForeignKey::name));
        }
        if (!sharing.isEmpty() && !leavesChoice(key, sharing)) {
            errors.add("Foreign keys " + sharing.get(0).name() + " and " + key.name()
                    + " share columns, but a parent of the first does not determine a parent of the second.");
        }
        if (key.isSelfReference() && !Collections.disjoint(key.childKey(), table.primaryKey())) {
            errors.add("Foreign key " + key.name()
                    + " refers to its own table through columns of the primary key, which can't be kept consistent:"
                    + " leave it out of the metadata.");
        }
        return key(key, key.isSelfReference() ? KeyRole.SELF_REFERENCE : KeyRole.SECOND_PARENT);
    }

    /** A parent can be chosen among those that have the value of the shared columns. */
    private boolean leavesChoice(Relationship key, List<ForeignKey> sharing) {
        Set<String> own = new HashSet<>(key.childKey());
        sharing.forEach(other -> own.removeAll(other.relationship().childKey()));
        return !key.isSelfReference()
                && !own.isEmpty()
                && sharing.stream().noneMatch(other -> other.relationship().isSelfReference());
    }

    private ForeignKey key(Relationship key, KeyRole role) {
        return new ForeignKey(key, role, isNullable(key), Optional.empty());
    }

    private Uniqueness uniqueness(List<ForeignKey> roles) {
        Set<String> primary = Set.copyOf(table.primaryKey());
        if (primary.isEmpty()) {
            return Uniqueness.of(Uniqueness.Rule.NONE);
        }
        Set<String> own = new HashSet<>(primary);
        roles.forEach(k -> own.removeAll(k.relationship().childKey()));
        Optional<ForeignKey> driver = inKey(roles, KeyRole.DRIVER).stream().findFirst();
        boolean driverWithin = driver.isPresent()
                && primary.containsAll(driver.get().relationship().childKey());
        if (!own.isEmpty()) {
            boolean numbered = driverWithin && alternateKeysHold(own, driver.get());
            return Uniqueness.of(numbered ? Uniqueness.Rule.NUMBERED_IN_GROUP : Uniqueness.Rule.ORDINAL);
        }
        List<ForeignKey> second = choosingInKey(roles);
        checkIndependent(second, driver);
        boolean secondWithin = second.stream()
                .allMatch(k -> primary.containsAll(k.relationship().childKey()));
        if (!secondWithin || (driver.isPresent() && !driverWithin)) {
            errors.add("The primary key of table " + table.name()
                    + " holds only a part of a foreign key's columns and no column of its own, so it can't be kept"
                    + " unique.");
        }
        List<String> names = second.stream().map(ForeignKey::name).toList();
        if (driver.isEmpty()) {
            return new Uniqueness(Uniqueness.Rule.DISTINCT_IN_TABLE, names);
        }
        return second.isEmpty()
                ? Uniqueness.of(Uniqueness.Rule.ONE_PER_PARENT)
                : new Uniqueness(Uniqueness.Rule.DISTINCT_IN_GROUP, names);
    }

    /** Numbers within the rows of one parent are unique in an alternate key only if it holds the parent's key, too. */
    private boolean alternateKeysHold(Set<String> own, ForeignKey driver) {
        return table.alternateKeys().stream()
                .filter(key -> !Collections.disjoint(key, own))
                .allMatch(key -> key.containsAll(driver.relationship().childKey()));
    }

    /** Second parents whose choice shows in the primary key: some column of theirs is there that no key before them has. */
    private List<ForeignKey> choosingInKey(List<ForeignKey> roles) {
        Set<String> settled = new HashSet<>();
        roles.stream()
                .filter(k -> k.role() == KeyRole.DRIVER)
                .forEach(k -> settled.addAll(k.relationship().childKey()));
        return inKey(roles, KeyRole.SECOND_PARENT).stream()
                .filter(k -> k.relationship().childKey().stream()
                        .anyMatch(c -> table.primaryKey().contains(c) && !settled.contains(c)))
                .toList();
    }

    /** How many parents can be chosen without repetition is known only if any of them can be. */
    private void checkIndependent(List<ForeignKey> choosing, Optional<ForeignKey> driver) {
        List<ForeignKey> keys = new ArrayList<>(choosing);
        driver.ifPresent(keys::add);
        for (ForeignKey key : choosing) {
            keys.stream()
                    .filter(other -> !other.equals(key)
                            && !Collections.disjoint(
                                    other.relationship().childKey(),
                                    key.relationship().childKey()))
                    .findFirst()
                    .ifPresent(other -> errors.add("The primary key of table " + table.name()
                            + " is made of foreign keys, of which " + other.name() + " and " + key.name()
                            + " share columns, so it can't be kept unique; leave one of them out of the metadata."));
        }
    }

    private List<ForeignKey> inKey(List<ForeignKey> roles, KeyRole role) {
        return roles.stream()
                .filter(k -> k.role() == role
                        && !Collections.disjoint(k.relationship().childKey(), table.primaryKey()))
                .toList();
    }

    private boolean isNullable(Relationship key) {
        TableFacts child = facts.get(key.childTable());
        return child != null && child.nullableKeys().contains(key.name());
    }

    private boolean isDerived(Relationship key) {
        TableFacts child = facts.get(key.childTable());
        return child != null && child.derivedKeys().contains(key.name());
    }

    /** What is found in so few rows that it may be chance decides nothing. */
    private double ties(Relationship key) {
        TableFacts child = facts.get(key.childTable());
        double ties = child == null ? 0 : child.ties().getOrDefault(key.name(), 0.0);
        return ties < SiblingTies.NEGLIGIBLE ? 0 : ties;
    }

    private long parentRows(Relationship key) {
        TableFacts parent = facts.get(key.parentTable());
        return parent == null ? 0 : parent.rows();
    }
}
