package io.rowmill.cli;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.keys.KeyPath;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.Constraint.Support;
import io.rowmill.core.metadata.constraints.Plan.Limit;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import io.rowmill.core.rules.Combination;
import io.rowmill.core.rules.Computed;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Filter;
import io.rowmill.core.rules.Fitting;
import io.rowmill.core.rules.Following;
import io.rowmill.core.rules.Limited;
import io.rowmill.core.rules.Ratio;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.Stepped;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import io.rowmill.sources.RuleDetector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holds in all rows of the source and will hold in all synthetic ones. It names columns and no values. */
final class RulesSummary {
    private static final int MOST_BOUNDS = 4;
    /** As many as fit on a screen. */
    private static final int MOST_RULES = 40;

    /** By relationship the columns of its key. */
    private final Map<String, String> columnsOf = new HashMap<>();

    private RulesSummary(Linkage linkage) {
        linkage.graph().tables().forEach(t -> t.foreignKeys()
                .forEach(k -> columnsOf.put(
                        k.name(), String.join(",", k.relationship().childKey()))));
    }

    /** Empty where no rule was found. */
    static List<String> lines(List<TableRules> columns, Linkage linkage) {
        RulesSummary summary = new RulesSummary(linkage);
        TextTable rules = new TextTable("rules", "columns", "hold");
        for (TableRules of : columns) {
            for (Derivation derivation : of.derivations()) {
                rules.row(of.table(), String.join(", ", derivation.columns()), summary.sentence(derivation));
            }
            of.totals().forEach(total -> rules.row(of.table(), total.column(), summary.sentence(total)));
        }
        for (TableLinkage of : linkage.tables()) {
            for (KeyRule rule : of.keyRules()) {
                rules.row(of.table(), summary.subject(rule), summary.sentence(rule));
            }
        }
        // What is found and what is declared often say the same.
        List<String> lines = rules.lines().stream().distinct().toList();
        if (lines.size() == 1) {
            return List.of();
        }
        if (lines.size() <= MOST_RULES + 1) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, MOST_RULES + 1));
        shown.add("and " + (lines.size() - 1 - MOST_RULES) + " more");
        return shown;
    }

    /** All rules of a source, with the rows in which they say something and the share of these in which they hold. */
    static List<String> detected(RuleDetector.Rules found) {
        RulesSummary summary = new RulesSummary(found.linkage());
        TextTable rules = new TextTable("rules", "columns", "hold", "rows", "share").right(3, 4);
        for (TableRules of : found.tables()) {
            for (Derivation derivation : of.derivations()) {
                List<Support> counted = found.found().getOrDefault(of.table(), List.of()).stream()
                        .filter(rule -> rule.derivation().equals(derivation))
                        .flatMap(rule -> rule.support().stream())
                        .toList();
                rules.row(
                        of.table(),
                        String.join(", ", derivation.columns()),
                        summary.sentence(derivation),
                        counted.isEmpty()
                                ? "-"
                                : Human.count(counted.stream()
                                        .mapToLong(Support::rows)
                                        .max()
                                        .orElse(0)),
                        share(counted));
            }
            of.totals().forEach(total -> rules.row(of.table(), total.column(), summary.sentence(total), "-", "-"));
        }
        for (TableLinkage of : found.linkage().tables()) {
            for (KeyRule rule : of.keyRules()) {
                rules.row(of.table(), summary.subject(rule), summary.sentence(rule), "-", rate(rule));
            }
        }
        List<String> lines = new ArrayList<>(rules.lines());
        if (lines.size() == 1) {
            return List.of();
        }
        lines.add("");
        return lines;
    }

    /** Of several, the one that holds least. */
    private static String share(List<Support> counted) {
        return counted.stream()
                .filter(s -> s.rows() > 0)
                .mapToDouble(s -> (double) s.holds() / s.rows())
                .boxed()
                .min(Double::compare)
                .map(Human::share)
                .orElse("-");
    }

    private static String rate(KeyRule rule) {
        if (rule instanceof KeyRule.SamePath same) {
            return Human.share(same.rate());
        }
        return rule instanceof KeyRule.OneOf oneOf ? Human.share(oneOf.rate()) : "-";
    }

    private String sentence(Total total) {
        String what =
                switch (total.kind()) {
                    case COUNT -> "the number";
                    case SUM -> "the sum of " + String.join(" × ", total.factors());
                    case LEAST -> "the least " + total.factors().get(0);
                    case GREATEST -> "the greatest " + total.factors().get(0);
                };
        return what + " of the rows that refer to it by " + columns(total.relationship()) + which(total.filter());
    }

    /** Which of the rows count, without the value that these have. */
    private String which(@Nullable Filter filter) {
        if (filter instanceof Filter.Holding holding) {
            return " and have one value of " + holding.column();
        } else if (filter instanceof Filter.SameValue same) {
            return " and whose " + same.column() + " is its " + same.above();
        }
        return filter instanceof Filter.SameParent same
                ? " and whose " + columns(same.key()) + " is its " + columns(same.above())
                : "";
    }

    private String sentence(Derivation derivation) {
        if (derivation instanceof Derivation.Copy copy) {
            return (copy.exceptions() ? "mostly " : "") + "the same as " + named(copy.source());
        }
        if (derivation instanceof Derivation.Difference difference) {
            return (difference.ordered() ? "never below " : "goes with ") + named(difference.source());
        }
        if (derivation instanceof Following following) {
            return (following.ordered() ? "not before" : "goes with") + " that of the row before";
        }
        if (derivation instanceof Stepped) {
            return "near that of the row before";
        }
        if (derivation instanceof Ratio ratio) {
            return "goes with " + named(ratio.source());
        }
        if (derivation instanceof Derivation.DatePart part) {
            return "the " + part.part().name().toLowerCase(Locale.ROOT) + " of " + named(part.source());
        }
        if (derivation instanceof Derivation.Lookup lookup) {
            return (lookup.exceptions() ? "mostly " : "") + "said by " + listed(lookup.sources());
        }
        if (derivation instanceof Derivation.Confined confined) {
            return confined(confined);
        }
        if (derivation instanceof Derivation.Member member) {
            return "one of those that go with " + named(member.source());
        }
        if (derivation instanceof Computed computed) {
            return (mayDiffer(computed) ? "mostly " : "")
                    + computed.expression().text(this::named);
        }
        if (derivation instanceof Limited limited) {
            return limited(limited.limits());
        }
        if (derivation instanceof Fitting fitting) {
            return fitting.condition().text(this::named);
        }
        if (derivation instanceof Combination) {
            return "as they stand together in the source";
        }
        return derivation instanceof Derivation.NullWith
                ? "null where " + listed(derivation.sources()) + " is, and only there"
                : nulls((Derivation.NullImplies) derivation) + listed(derivation.sources()) + " is";
    }

    private static boolean mayDiffer(Computed computed) {
        return computed.remainder() != null && !computed.remainder().always();
    }

    private String named(Expression.Column column) {
        return named(new Source(column.path(), column.name()));
    }

    private static String nulls(Derivation.NullImplies implies) {
        return implies.where() < 1 ? "mostly null where " : "null where ";
    }

    private String confined(Derivation.Confined confined) {
        List<String> sides = new ArrayList<>();
        if (!confined.lowers().isEmpty()) {
            sides.add("never below "
                    + listed(confined.lowers().stream()
                            .map(Derivation.Bound::source)
                            .toList()));
        }
        if (!confined.uppers().isEmpty()) {
            sides.add("never above "
                    + listed(confined.uppers().stream()
                            .map(Derivation.Bound::source)
                            .toList()));
        }
        return String.join(", ", sides);
    }

    private String limited(Limits limits) {
        List<String> sides = new ArrayList<>();
        if (!limits.lowers().isEmpty()) {
            sides.add("never below " + bounds(limits.lowers()));
        }
        if (!limits.uppers().isEmpty()) {
            sides.add("never above " + bounds(limits.uppers()));
        }
        if (limits.increment() != null) {
            sides.add("a multiple of " + limits.increment().toPlainString());
        }
        return String.join(", ", sides);
    }

    private String bounds(List<Limit> limits) {
        String some = limits.stream()
                .map(l -> l.bound().text(this::named))
                .distinct()
                .limit(MOST_BOUNDS)
                .collect(Collectors.joining(", "));
        return limits.size() > MOST_BOUNDS ? some + " and more" : some;
    }

    private String listed(List<Source> sources) {
        String some = sources.stream().limit(MOST_BOUNDS).map(this::named).collect(Collectors.joining(", "));
        return sources.size() > MOST_BOUNDS ? some + " and " + (sources.size() - MOST_BOUNDS) + " more" : some;
    }

    private String named(Source source) {
        return source.isOwn() ? source.column() : steps(source.path()) + "." + source.column();
    }

    private String subject(KeyRule rule) {
        List<String> settled = rule.settles();
        return (settled.isEmpty() ? rule.needs() : settled)
                .stream().map(this::columns).collect(Collectors.joining(", "));
    }

    private String sentence(KeyRule rule) {
        if (rule instanceof KeyRule.SamePath same) {
            return (same.rate() < 1 ? "mostly " : "") + "the row that " + steps(same.path()) + " leads to";
        }
        if (rule instanceof KeyRule.OneOf oneOf) {
            return (oneOf.rate() < 1 ? "mostly " : "") + "one of the rows that "
                    + oneOf.ways().stream().map(this::steps).collect(Collectors.joining(" and ")) + " lead to";
        }
        if (rule instanceof KeyRule.Through through) {
            return "as they stand together in " + through.table();
        }
        KeyRule.AtMost atMost = (KeyRule.AtMost) rule;
        return atMost.most() == 1 ? "never twice the same" : "the same in " + atMost.most() + " rows at most";
    }

    private String steps(KeyPath path) {
        return steps(path.relationships());
    }

    private String steps(List<String> relationships) {
        return relationships.stream().map(this::columns).collect(Collectors.joining("."));
    }

    private String columns(String relationship) {
        return Objects.requireNonNull(columnsOf.get(relationship), relationship);
    }
}
