package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Determines;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.rules.Derivation.Entry;
import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.Weighted;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which values of a column stand beside which of another, in all rows. */
final class OfLookup extends Evidence {
    /** Of more combinations none is kept: what a column of so many values says is no code. */
    private static final int MAX_COMBINATIONS = 50_000;
    /** Share of the rows whose value the stored combinations must say. */
    private static final double COVERED = 0.5;

    private final Determines candidate;
    private final Protection protection;
    private final boolean nulls;
    private final Map<String, Map<String, Long>> counts = new HashMap<>();
    private final Map<String, Long> withNullX = new HashMap<>();
    private final Map<String, Long> nullsOfX = new HashMap<>();
    private long bothNull;
    private long all;
    private int combinations;

    OfLookup(Determines candidate, Protection protection, boolean nulls) {
        this.candidate = candidate;
        this.protection = protection;
        this.nulls = nulls;
    }

    @Override
    Determines candidate() {
        return candidate;
    }

    @Override
    void accept(Row row) {
        String x = row.cell(candidate.x().index());
        String y = row.cell(candidate.y().index());
        all++;
        if (combinations > MAX_COMBINATIONS) {
            return;
        }
        if (x == null && y == null) {
            bothNull++;
        } else if (x == null) {
            combinations += withNullX.merge(y, 1L, Long::sum) == 1 ? 1 : 0;
        } else if (y == null) {
            combinations += nullsOfX.merge(x, 1L, Long::sum) == 1 ? 1 : 0;
        } else {
            rows++;
            combinations += counts.computeIfAbsent(x, k -> new HashMap<>()).merge(y, 1L, Long::sum) == 1 ? 1 : 0;
        }
    }

    /** Called when all rows were seen: how many of them have another value than their source stands for. */
    void finish() {
        for (Map<String, Long> ofX : counts.values()) {
            broken += ofX.values().stream().mapToLong(n -> n).sum() - most(ofX).getValue();
        }
    }

    private static Map.Entry<String, Long> most(Map<String, Long> counts) {
        return Collections.max(
                counts.entrySet(),
                Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
    }

    /** Whether the source says all, nulls included. */
    boolean saysAll() {
        return isExact()
                && (nulls || (nullsOfX.isEmpty() && bothNull == 0))
                && nullsOfX.keySet().stream().noneMatch(counts::containsKey)
                && (withNullX.isEmpty() || (bothNull == 0 && withNullX.size() == 1));
    }

    /**
     * The source as members of groups that the other column names: several cells go with each. Empty: some group would be empty, or
     * too few rows are in one.
     */
    Optional<Member> members() {
        if (combinations > MAX_COMBINATIONS || !saysAll() || !nullsOfX.isEmpty() || !withNullX.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Weighted>> groups = new TreeMap<>();
        Map<String, Long> totals = new TreeMap<>();
        long covered = 0;
        for (Map.Entry<String, Map<String, Long>> ofX : new TreeMap<>(counts).entrySet()) {
            Map.Entry<String, Long> y = most(ofX.getValue());
            totals.merge(y.getKey(), y.getValue(), Long::sum);
            if (!protection.isRare(y.getValue())) {
                covered += y.getValue();
                groups.computeIfAbsent(y.getKey(), k -> new ArrayList<>())
                        .add(new Weighted(ofX.getKey(), y.getValue()));
            }
        }
        totals.values().removeIf(protection::isRare);
        boolean nested = groups.size() > 1
                && groups.size() * 2 <= counts.size()
                && groups.keySet().containsAll(totals.keySet());
        return nested && covered >= rows * COVERED ? Optional.of(member(groups)) : Optional.empty();
    }

    private Member member(Map<String, List<Weighted>> groups) {
        List<Group> all = new ArrayList<>();
        if (bothNull > 0) {
            all.add(new Group(null, List.of(new Weighted(null, bothNull))));
        }
        groups.forEach((y, members) -> {
            members.sort(Comparator.comparingLong((Weighted m) -> -m.rows()));
            all.add(new Group(y, members));
        });
        return new Member(
                candidate.x().name(),
                Source.own(candidate.y().name()),
                candidate.x().format(),
                candidate.y().format(),
                all);
    }

    /** Empty: too few rows share their combination. */
    Optional<Lookup> rule() {
        if (combinations > MAX_COMBINATIONS) {
            return Optional.empty();
        }
        boolean exact = saysAll();
        List<Entry> table = new ArrayList<>();
        Map<String, Long> others = new TreeMap<>();
        long covered = 0;
        for (Map.Entry<String, Map<String, Long>> ofX : new TreeMap<>(counts).entrySet()) {
            Map.Entry<String, Long> most = most(ofX.getValue());
            if (protection.isRare(most.getValue())) {
                ofX.getValue().forEach((y, n) -> others.merge(y, n, Long::sum));
            } else {
                table.add(entry(ofX.getKey(), most.getKey()));
                covered += most.getValue();
            }
        }
        if (exact) {
            covered += nullEntries(table);
        }
        long said = exact ? all : rows;
        return covered < said * COVERED ? Optional.empty() : Optional.of(lookup(table, others, exact));
    }

    private Lookup lookup(List<Entry> table, Map<String, Long> others, boolean exact) {
        return new Lookup(
                candidate.y().name(),
                List.of(Source.own(candidate.x().name())),
                candidate.y().format(),
                List.of(candidate.x().format()),
                table,
                common(others),
                !exact,
                isExact());
    }

    private static Entry entry(@Nullable String x, @Nullable String y) {
        return new Entry(Collections.singletonList(x), y);
    }

    private long nullEntries(List<Entry> table) {
        long covered = 0;
        for (Map.Entry<String, Long> none : new TreeMap<>(nullsOfX).entrySet()) {
            if (!protection.isRare(none.getValue())) {
                table.add(entry(none.getKey(), null));
                covered += none.getValue();
            }
        }
        long ofNull = bothNull + withNullX.values().stream().mapToLong(n -> n).sum();
        if (ofNull > 0 && !protection.isRare(ofNull)) {
            table.add(entry(null, withNullX.isEmpty() ? null : most(withNullX).getKey()));
            covered += ofNull;
        }
        return covered;
    }

    /** Of values that enough rows hold: those beside rare sources, or else all. */
    private List<Weighted> common(Map<String, Long> others) {
        Map<String, Long> totals = new TreeMap<>();
        counts.values().forEach(ofX -> ofX.forEach((y, n) -> totals.merge(y, n, Long::sum)));
        totals.values().removeIf(protection::isRare);
        Map<String, Long> kept = new TreeMap<>(others);
        kept.keySet().retainAll(totals.keySet());
        List<Weighted> out = new ArrayList<>();
        (kept.isEmpty() ? totals : kept).forEach((y, n) -> out.add(new Weighted(y, n)));
        return out;
    }
}
