package io.rowmill.core.linkage.keys;

import io.rowmill.core.linkage.keys.KeyFacts.Facts;
import io.rowmill.core.linkage.keys.KeyRule.Given;
import io.rowmill.core.linkage.keys.KeyRule.OneOf;
import io.rowmill.core.linkage.keys.KeyRule.SamePath;
import io.rowmill.core.linkage.keys.KeyRule.Taken;
import io.rowmill.core.linkage.keys.KeyRule.Through;
import io.rowmill.core.linkage.keys.SameRows.Same;
import io.rowmill.core.linkage.keys.TogetherElsewhere.Together;
import io.rowmill.core.metadata.Relationship;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses from the facts about one table an order in which its keys are settled, and how each follows from those before it: at
 * most one rule per key, so that there are no circles within a row.
 */
public final class Settlement {
    private final KeyFacts all;
    private final Facts facts;
    private final Table table;
    private final Set<String> settled = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final List<KeyRule> rules = new ArrayList<>();
    /** By key: tables that a rule for it would have to read. */
    private final Map<String, Set<String>> unread = new LinkedHashMap<>();

    /**
     * What must be known of a table.
     *
     * @param settled keys that have their values first: the driver, if there is one, and keys that no rule may settle
     * @param open keys that a rule may settle, in the order of the metadata
     * @param distinct those of the open keys that differ within the rows of one driver parent: they are taken or not settled
     * @param known it is known which row a key of any table leads to, and not only what its columns hold
     * @param readable rows of these tables can be made before those of the table
     */
    public record Table(
            String name,
            Optional<String> driver,
            List<String> settled,
            List<String> open,
            List<String> distinct,
            Predicate<String> known,
            Predicate<Set<String>> readable) {
        public Table {
            settled = List.copyOf(settled);
            open = List.copyOf(open);
            distinct = List.copyOf(distinct);
        }
    }

    /**
     * The choice.
     *
     * @param rules in the order in which they settle keys; what is rare together comes last
     * @param unread tables whose rows would have to be made before those of this one, which they depend on: rules that read them
     *     are dropped
     */
    public record Settled(List<KeyRule> rules, Set<String> unread) {}

    private Settlement(KeyFacts all, Table table) {
        this.all = all;
        this.facts = all.of(table.name());
        this.table = table;
        settled.addAll(table.settled());
        open.addAll(table.open());
    }

    public static Settled of(KeyFacts facts, Table table) {
        return new Settlement(facts, table).settle();
    }

    private Settled settle() {
        while (!open.isEmpty()) {
            Optional<KeyRule> rule = next();
            if (rule.isPresent()) {
                rules.add(rule.get());
                settled.addAll(rule.get().settles());
                rule.get().settles().forEach(open::remove);
            } else {
                String free = free();
                settled.add(free);
                open.remove(free);
            }
        }
        rules.forEach(rule -> rule.settles().forEach(unread::remove));
        rules.addAll(RareTogether.find(all.joined(), table.name(), table.driver()));
        Set<String> tables = new LinkedHashSet<>();
        unread.values().forEach(tables::addAll);
        return new Settled(List.copyOf(rules), Collections.unmodifiableSet(tables));
    }

    private Optional<KeyRule> next() {
        List<Supplier<Optional<? extends KeyRule>>> kinds = List.of(
                () -> samePath(true),
                () -> oneOf(true),
                () -> through(3, 1),
                this::having,
                () -> through(2, 1),
                () -> waitsForFree() ? Optional.empty() : oneOf(false),
                () -> waitsForFree() ? Optional.empty() : samePath(false),
                () -> waitsForFree() ? Optional.empty() : through(3, 2));
        return kinds.stream()
                .map(Supplier::get)
                .filter(Optional::isPresent)
                .<KeyRule>map(Optional::get)
                .findFirst();
    }

    /** A key without a rule is settled first if others follow from it always. */
    private boolean waitsForFree() {
        Set<String> derived = all.derived(table.name());
        return open.stream().anyMatch(k -> !derived.contains(k))
                && open.stream().anyMatch(derived::contains);
    }

    private String free() {
        Set<String> derived = all.derived(table.name());
        return open.stream().min(Comparator.comparing(derived::contains)).orElseThrow();
    }

    private Optional<SamePath> samePath(boolean always) {
        return facts.same().stream()
                .filter(s -> s.always() == always)
                .flatMap(s -> Stream.of(s, s.turn()))
                .filter(s -> s.shorter().isKey()
                        && isOpen(s.shorter().first())
                        && settled.contains(s.longer().first()))
                .filter(s -> isReadable(s.longer(), s.shorter().first()))
                .map(Same::rule)
                .findFirst();
    }

    private boolean isOpen(String key) {
        return open.contains(key) && !table.distinct().contains(key);
    }

    private Optional<OneOf> oneOf(boolean always) {
        return facts.oneOf().stream()
                .filter(o -> (o.rate() == 1) == always)
                .filter(o -> isOpen(o.key()) && settled.containsAll(o.needs()))
                .filter(o -> o.ways().stream().allMatch(way -> isReadable(way, o.key())))
                .findFirst();
    }

    /**
     * @param members keys that stand together, at least
     * @param taken of these, at most
     */
    private Optional<Through> through(int members, int taken) {
        return facts.together().stream()
                .map(this::throughSettled)
                .filter(t -> t.members().size() >= members && isPossible(t, taken))
                .sorted(Comparator.comparingInt((Together t) -> -t.members().size())
                        .thenComparingDouble(Together::chance))
                .map(this::through)
                .filter(t -> isReadable(Set.of(t.table()), t.settles().get(0))
                        && t.given().stream()
                                .allMatch(g -> isReadable(g.own(), t.settles().get(0))))
                .findFirst();
    }

    /** A key that no rule settles may lead where a settled one does on a longer way. */
    private Together throughSettled(Together together) {
        List<Given> members = together.members().stream()
                .map(m -> open.contains(m.own().first())
                                || settled.contains(m.own().first())
                        ? m
                        : throughSettled(m))
                .toList();
        return new Together(together.table(), together.there(), members, together.chance());
    }

    private Given throughSettled(Given member) {
        return facts.same().stream()
                .filter(s -> s.always()
                        && s.shorter().equals(member.own())
                        && settled.contains(s.longer().first()))
                .map(s -> new Given(s.longer(), member.there()))
                .findFirst()
                .orElse(member);
    }

    private boolean isPossible(Together together, int most) {
        List<Given> unsettled = together.members().stream()
                .filter(m -> !settled.contains(m.own().first()))
                .toList();
        return together.members().stream().map(Given::there).allMatch(table.known())
                && !unsettled.isEmpty()
                && unsettled.size() <= most
                && unsettled.size() < together.members().size()
                && unsettled.stream()
                        .allMatch(m -> m.own().isKey() && open.contains(m.own().first()));
    }

    private Through through(Together together) {
        Map<Boolean, List<Given>> members = together.members().stream()
                .collect(Collectors.partitioningBy(m -> settled.contains(m.own().first())));
        List<Taken> taken = members.get(false).stream()
                .map(m -> new Taken(m.own().first(), Optional.of(m.there())))
                .toList();
        return withNulls(new Through(together.there(), members.get(true), taken, 0));
    }

    /** A parent that has what the row has by other ways: a stay of the row's patient. */
    private Optional<Through> having() {
        return open.stream().map(this::having).flatMap(Optional::stream).findFirst();
    }

    private Optional<Through> having(String key) {
        List<Given> given = facts.same().stream()
                .filter(Same::always)
                .flatMap(s -> Stream.of(s, s.turn()))
                .filter(s -> s.shorter().length() == 2
                        && s.shorter().first().equals(key)
                        && settled.contains(s.longer().first())
                        && table.known().test(s.shorter().last())
                        && isReadable(s.longer(), key))
                .map(s -> new Given(s.longer(), s.shorter().last()))
                .toList();
        Set<String> seen = new HashSet<>();
        List<Given> each = given.stream().filter(g -> seen.add(g.there())).toList();
        String parent = relationship(table.name(), key).parentTable();
        return each.isEmpty() || !isReadable(Set.of(parent), key)
                ? Optional.empty()
                : Optional.of(withNulls(new Through(parent, each, List.of(new Taken(key, Optional.empty())), 0)));
    }

    /** Rows in which nothing is taken although there is a row to choose, as far as single keys of the other table tell. */
    private Through withNulls(Through rule) {
        List<KeyPath> paths = new ArrayList<>();
        rule.given().forEach(g -> paths.add(g.own()));
        rule.taken().forEach(t -> paths.add(KeyPath.of(t.key())));
        Nulls nulls = new Nulls(rule, all.joined());
        new Ways(all.joined(), table.name()).forEachBlock(paths, nulls::add);
        return new Through(rule.table(), rule.given(), rule.taken(), nulls.rate());
    }

    /** Counts rows for which there is something to take, and those of them that take nothing. */
    private static final class Nulls {
        private final Through rule;
        private final JoinedKeys joined;
        private long possible;
        private long nulls;

        Nulls(Through rule, JoinedKeys joined) {
            this.rule = rule;
            this.joined = joined;
        }

        void add(int[][] where) {
            int given = rule.given().size();
            boolean[] choice = new boolean[where[0].length];
            Arrays.fill(choice, true);
            for (int g = 0; g < given; g++) {
                mark(choice, where[g], rule.given().get(g).there());
            }
            for (int row = 0; row < choice.length; row++) {
                if (choice[row]) {
                    possible++;
                    nulls += where[given][row] < 0 ? 1 : 0;
                }
            }
        }

        /** Where the key leads nowhere, or no row of the other table does the same, there is no choice. */
        private void mark(boolean[] choice, int[] leads, String there) {
            if (Arrays.stream(leads).allMatch(row -> row < 0)) {
                Arrays.fill(choice, false);
                return;
            }
            int[] some = Arrays.stream(leads).map(row -> Math.max(0, row)).toArray();
            int[] counts = joined.childCounts(there, some);
            for (int row = 0; row < choice.length; row++) {
                choice[row] &= leads[row] >= 0 && counts[row] > 0;
            }
        }

        double rate() {
            return possible == 0 ? 0 : nulls / (double) possible;
        }
    }

    /**
     * Keys of rows on the way must be known.
     *
     * @param key that would follow
     */
    private boolean isReadable(KeyPath path, String key) {
        if (!path.relationships().stream().allMatch(table.known())) {
            return false;
        }
        Set<String> read = new LinkedHashSet<>();
        String at = table.name();
        for (int i = 0; i < path.length() - 1; i++) {
            at = relationship(at, path.relationships().get(i)).parentTable();
            read.add(at);
        }
        return isReadable(read, key);
    }

    private boolean isReadable(Set<String> others, String key) {
        boolean readable = others.isEmpty() || table.readable().test(others);
        if (!readable) {
            unread.computeIfAbsent(key, k -> new LinkedHashSet<>()).addAll(others);
        }
        return readable;
    }

    private Relationship relationship(String child, String name) {
        return all.joined().keysOf(child).stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
