package io.rowmill.core.linkage.across;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rows of other tables repeat of a table's rows. A value that enough of them hold could be told of them, so it can be told of the
 * rows that they have it from; and what holds between two columns that they repeat holds between the originals.
 */
public final class Repeated {
    /** Nothing repeats anything. */
    public static final Repeated NOTHING = new Repeated();

    private final Map<String, Set<String>> values = new HashMap<>();
    private final List<Derivation> rules = new ArrayList<>();

    /** Cells that enough rows of other tables hold, by column, in the format of the column. */
    public Map<String, Set<String>> values() {
        return Map.copyOf(values);
    }

    /** @param own rules of the table alone: they stay, and others are added where none of them says anything of a column */
    public TableRules with(TableRules own) {
        List<Derivation> all = new ArrayList<>(own.derivations());
        Set<String> settled = new HashSet<>();
        own.totals().forEach(t -> settled.add(t.column()));
        for (Derivation d : all) {
            settled.addAll(d.columns());
            d.sources().forEach(s -> settled.add(s.column()));
        }
        for (Derivation d : rules) {
            boolean circle = all.stream().anyMatch(other -> other.sources().stream()
                    .anyMatch(s -> s.column().equals(d.column())));
            if (!circle && !settled.contains(d.column())) {
                settled.add(d.column());
                all.add(d);
            }
        }
        return own.with(all);
    }

    /** Where the columns that a table repeats have come from. */
    static Map<String, Source> originals(TableRules rules) {
        Map<String, Source> out = new LinkedHashMap<>();
        for (Derivation d : rules.derivations()) {
            boolean copies = d instanceof Copy || (d instanceof Difference difference && difference.unit() == 0);
            if (copies && d.sources().get(0).path().size() == 1) {
                out.put(d.column(), d.sources().get(0));
            }
        }
        return out;
    }

    void tell(String column, Set<String> cells) {
        values.computeIfAbsent(column, c -> new TreeSet<>()).addAll(cells);
    }

    /**
     * @param before rules between columns that repeat others
     * @param originals where they have come from, all from the same row
     */
    void tell(TableRules before, Map<String, Source> originals) {
        for (Derivation d : before.derivations()) {
            boolean known = originals.containsKey(d.column())
                    && d.sources().stream().allMatch(s -> s.isOwn() && originals.containsKey(s.column()));
            if (known && d instanceof Lookup lookup) {
                rules.add(moved(lookup, originals));
            } else if (known && d instanceof Member member) {
                rules.add(moved(member, originals));
            }
        }
    }

    private static Lookup moved(Lookup of, Map<String, Source> originals) {
        return new Lookup(
                originals.get(of.column()).column(),
                of.keys().stream().map(k -> moved(k, originals)).toList(),
                of.format(),
                of.keyFormats(),
                of.table(),
                of.others(),
                of.exceptions(),
                of.always());
    }

    private static Member moved(Member of, Map<String, Source> originals) {
        ValueFormat format = of.format();
        return new Member(
                originals.get(of.column()).column(),
                moved(of.source(), originals),
                format,
                of.sourceFormat(),
                of.groups());
    }

    private static Source moved(Source source, Map<String, Source> originals) {
        return Source.own(originals.get(source.column()).column());
    }
}
