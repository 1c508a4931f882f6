package io.rowmill.core.sampling;

import io.rowmill.core.linkage.SiblingRule;
import io.rowmill.core.linkage.SiblingRule.Apart;
import io.rowmill.core.linkage.SiblingRule.AtMostOne;
import io.rowmill.core.linkage.SiblingRule.Distinct;
import io.rowmill.core.linkage.SiblingRule.Growing;
import io.rowmill.core.linkage.SiblingRule.Numbered;
import io.rowmill.core.rules.Completion;
import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keeps what the rows of one driver parent keep together. Such rows are in one chunk, one after the other. */
final class SiblingCells {
    private static final int ATTEMPTS = 40;

    private final List<SiblingRule> rules;
    /** Rules about columns that are made from others, which follow from them. */
    private final List<SiblingRule> ofMade;

    private final TableRules ofRow;
    private final int[] starts;
    private final int[] counts;
    private final SplittableRandom random;

    /**
     * @param ofRow rules of each row
     * @param wished columns that conditions name; they and those that they are made from stay as they are
     * @param counts rows per parent
     */
    SiblingCells(List<SiblingRule> rules, TableRules ofRow, Set<String> wished, int[] counts, SplittableRandom random) {
        Set<String> made = new HashSet<>();
        ofRow.derivations().forEach(d -> made.addAll(d.columns()));
        Set<String> fixed = new HashSet<>();
        wished.forEach(column -> addSources(ofRow, column, fixed));
        List<SiblingRule> kept = rules.stream()
                .filter(r -> Collections.disjoint(r.columns(), fixed))
                .toList();
        this.rules =
                kept.stream().filter(r -> !made.contains(r.columns().get(0))).toList();
        this.ofMade = kept.stream()
                .filter(r -> r instanceof Numbered || r instanceof Distinct)
                .filter(r -> member(ofRow, r.columns().get(0)).isPresent())
                .filter(r -> Collections.disjoint(followers(ofRow, r.columns().get(0)), fixed))
                .toList();
        this.ofRow = ofRow;
        this.counts = counts;
        this.starts = new int[counts.length];
        for (int g = 1; g < counts.length; g++) {
            starts[g] = starts[g - 1] + counts[g - 1];
        }
        this.random = random;
    }

    /** A column and what gives it its value, and so on. */
    private static void addSources(TableRules rules, String column, Set<String> out) {
        if (out.add(column)) {
            rules.valueOf(column).stream()
                    .flatMap(d -> d.sources().stream())
                    .filter(Source::isOwn)
                    .forEach(s -> addSources(rules, s.column(), out));
        }
    }

    /** The columns that {@link #follow} changes. */
    private static Set<String> followers(TableRules rules, String column) {
        Set<String> out = new HashSet<>(Set.of(column));
        member(rules, column)
                .map(Member::source)
                .filter(Source::isOwn)
                .ifPresent(source -> out.addAll(followers(rules, source.column())));
        return out;
    }

    /**
     * Gives rows other values of their columns where they break a rule that a column keeps by itself.
     *
     * @param learned typed values by column; changed
     */
    void keep(Map<String, @Nullable Object[]> learned) {
        Set<String> growing = new HashSet<>();
        rules.stream().filter(r -> r instanceof Growing).forEach(r -> growing.addAll(r.columns()));
        for (SiblingRule rule : rules) {
            @Nullable Object[] cells = learned.get(rule.columns().get(0));
            if (rule instanceof Numbered numbered) {
                number(cells, numbered.first());
            } else if (rule instanceof Distinct distinct && !growing.contains(distinct.column())) {
                deal(cells);
            } else if (rule instanceof AtMostOne atMost) {
                Arrays.stream(cells)
                        .filter(c -> c != null && c.toString().equals(atMost.value()))
                        .findFirst()
                        .ifPresent(value -> limit(cells, value, atMost.share()));
            }
        }
        for (String column : growing) {
            sort(learned.get(column), rules.contains(new Distinct(column)));
        }
    }

    /** The smallest value becomes the first number, and so on. */
    private void number(@Nullable Object[] cells, long first) {
        for (int g = 0; g < counts.length; g++) {
            int start = starts[g];
            Integer[] order = IntStream.range(start, start + counts[g]).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparing(row -> cells[row] instanceof Long n ? n : Long.MAX_VALUE));
            for (int i = 0; i < order.length; i++) {
                cells[order[i]] = first + i;
            }
        }
    }

    /** A value that a row before has is given for one that others of the chunk have and none of the group. */
    private void deal(@Nullable Object[] cells) {
        for (int g = 0; g < counts.length; g++) {
            Set<Object> taken = new HashSet<>();
            List<Integer> repeated = new ArrayList<>();
            for (int row = starts[g]; row < starts[g] + counts[g]; row++) {
                if (cells[row] != null && !taken.add(cells[row])) {
                    repeated.add(row);
                }
            }
            for (int row : repeated) {
                cells[row] = another(cells, cells[row], taken);
                taken.add(cells[row]);
            }
        }
    }

    private Object another(@Nullable Object[] cells, Object before, Set<Object> taken) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Object value = cells[random.nextInt(cells.length)];
            if (value != null && !taken.contains(value)) {
                return value;
            }
        }
        Object next = before;
        while (taken.contains(next)) {
            Object after = after(next);
            if (after.equals(next)) {
                return Arrays.stream(cells)
                        .filter(v -> v != null && !taken.contains(v))
                        .findFirst()
                        .orElse(next);
            }
            next = after;
        }
        return next;
    }

    /** As many groups as in the source have a row with the value, and none has two. */
    private void limit(@Nullable Object[] cells, Object value, double share) {
        List<Integer> without = new ArrayList<>();
        List<Integer> having = new ArrayList<>();
        for (int g = 0; g < counts.length; g++) {
            boolean found = false;
            for (int row = starts[g]; row < starts[g] + counts[g]; row++) {
                if (value.equals(cells[row])) {
                    cells[row] = found ? other(cells, value) : value;
                    found = true;
                }
            }
            if (counts[g] > 0) {
                (found ? having : without).add(g);
            }
        }
        long wanted = Math.round(share * (having.size() + without.size()));
        Collections.shuffle(without, new Random(random.nextLong()));
        Collections.shuffle(having, new Random(random.nextLong()));
        for (int i = 0; having.size() + i < wanted && i < without.size(); i++) {
            int g = without.get(i);
            cells[starts[g] + random.nextInt(counts[g])] = value;
        }
        for (int i = 0; i < having.size() - wanted; i++) {
            int g = having.get(i);
            for (int row = starts[g]; row < starts[g] + counts[g]; row++) {
                cells[row] = value.equals(cells[row]) ? other(cells, value) : cells[row];
            }
        }
    }

    private @Nullable Object other(@Nullable Object[] cells, Object value) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Object drawn = cells[random.nextInt(cells.length)];
            if (!value.equals(drawn)) {
                return drawn;
            }
        }
        for (Object cell : cells) {
            if (!value.equals(cell)) {
                return cell;
            }
        }
        return null;
    }

    private void sort(@Nullable Object[] cells, boolean distinct) {
        for (int g = 0; g < counts.length; g++) {
            int[] rows = IntStream.range(starts[g], starts[g] + counts[g])
                    .filter(row -> cells[row] != null)
                    .toArray();
            Object[] sorted = Arrays.stream(rows)
                    .mapToObj(row -> cells[row])
                    .sorted(SiblingCells::compare)
                    .toArray();
            for (int i = 0; i < rows.length; i++) {
                if (distinct && i > 0 && compare(sorted[i], sorted[i - 1]) <= 0) {
                    sorted[i] = after(sorted[i - 1]);
                }
                cells[rows[i]] = sorted[i];
            }
        }
    }

    /**
     * Moves starts behind the end of the row before, as far as they are before it; a row stays as long as it is.
     *
     * @param learned changed
     * @param whole the same rows, completed
     * @return whether anything was moved
     */
    boolean separate(Map<String, @Nullable Object[]> learned, Map<String, @Nullable Object[]> whole) {
        boolean moved = false;
        for (SiblingRule rule : rules) {
            if (rule instanceof Apart apart) {
                moved |= separate(apart, learned, whole);
            }
        }
        return moved;
    }

    /**
     * Cells of columns that are made from others, where rows break a rule, and of the columns that follow from these.
     *
     * @param whole completed rows
     * @param given what else is given
     * @return empty: no row breaks a rule
     */
    Optional<Completion.Given> made(Map<String, @Nullable Object[]> whole, Completion.Given given) {
        Map<String, @Nullable Object[]> changed = new HashMap<>();
        for (SiblingRule rule : ofMade) {
            String column = rule.columns().get(0);
            @Nullable Object[] cells = whole.get(column).clone();
            if (rule instanceof Numbered numbered) {
                number(cells, numbered.first());
            } else {
                deal(cells);
            }
            if (!Arrays.equals(cells, whole.get(column))) {
                follow(column, cells, whole, changed);
            }
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(new Changed(changed, given));
    }

    /** What a cell belongs to stands in the column that its own was made from. */
    private void follow(
            String column,
            @Nullable Object[] cells,
            Map<String, @Nullable Object[]> whole,
            Map<String, @Nullable Object[]> changed) {
        changed.put(column, cells);
        Optional<Member> member = member(ofRow, column);
        if (member.isPresent() && member.get().source().isOwn()) {
            String source = member.get().source().column();
            @Nullable Object[] sources = whole.get(source).clone();
            for (int row = 0; row < cells.length; row++) {
                Optional<Group> group =
                        member.get().groupOf(member.get().format().format(cells[row]));
                if (group.isPresent()) {
                    sources[row] = member.get().sourceFormat().parse(group.get().of());
                }
            }
            follow(source, sources, whole, changed);
        }
    }

    private static Optional<Member> member(TableRules rules, String column) {
        return rules.valueOf(column).filter(d -> d instanceof Member).map(d -> (Member) d);
    }

    /** @param cells of all rows, by column */
    private record Changed(Map<String, @Nullable Object[]> cells, Completion.Given given) implements Completion.Given {
        @Override
        public boolean is(String column, int row) {
            return cells.containsKey(column) || given.is(column, row);
        }

        @Override
        public @Nullable Object value(String column, int row) {
            @Nullable Object[] own = cells.get(column);
            return own == null ? given.value(column, row) : own[row];
        }
    }

    private boolean separate(
            Apart apart, Map<String, @Nullable Object[]> learned, Map<String, @Nullable Object[]> whole) {
        @Nullable Object[] from = whole.get(apart.start());
        @Nullable Object[] to = whole.get(apart.end());
        boolean ofItself = learned.get(apart.end()) == to;
        boolean moved = false;
        for (int g = 0; g < counts.length; g++) {
            Integer[] order = IntStream.range(starts[g], starts[g] + counts[g])
                    .filter(row -> from[row] != null && to[row] != null)
                    .boxed()
                    .toArray(Integer[]::new);
            Arrays.sort(order, (a, b) -> compare(from[a], from[b]));
            Object end = null;
            for (int row : order) {
                Object own = to[row];
                if (end != null && compare(from[row], end) < 0) {
                    own = moved(end, from[row], to[row]);
                    learned.get(apart.start())[row] = end;
                    if (ofItself) {
                        learned.get(apart.end())[row] = own;
                    }
                    moved = true;
                }
                end = end == null || compare(own, end) > 0 ? own : end;
            }
        }
        return moved;
    }

    @SuppressWarnings("unchecked")
    private static int compare(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || one.getClass() != other.getClass()
                ? 0
                : ((Comparable<Object>) one).compareTo(other);
    }

    /** As far behind a value as one value is behind another. */
    private static Object moved(Object value, Object from, Object to) {
        if (value instanceof Long number) {
            return number + ((Long) to - (Long) from);
        } else if (value instanceof BigDecimal number) {
            return number.add(((BigDecimal) to).subtract((BigDecimal) from));
        } else if (value instanceof Double number) {
            return number + ((Double) to - (Double) from);
        } else if (value instanceof LocalDate day) {
            return day.plusDays(ChronoUnit.DAYS.between((LocalDate) from, (LocalDate) to));
        }
        return ((LocalDateTime) value).plus(Duration.between((LocalDateTime) from, (LocalDateTime) to));
    }

    /** The next value; the same if values of its kind have no order. */
    private static Object after(Object value) {
        if (value instanceof Long number) {
            return number + 1;
        } else if (value instanceof BigDecimal number) {
            return number.add(number.ulp());
        } else if (value instanceof LocalDate day) {
            return day.plusDays(1);
        }
        return value instanceof LocalDateTime time ? time.plusSeconds(1) : value;
    }
}
