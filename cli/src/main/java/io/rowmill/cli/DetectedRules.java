package io.rowmill.cli;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.constraints.Declarations;
import io.rowmill.core.rules.FoundRule;
import io.rowmill.core.rules.TableRules;
import io.rowmill.sources.RuleDetector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules that were found, as constraints that a user can confirm, edit or strike. */
final class DetectedRules {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Words of the language of expressions. */
    private static final Set<String> WORDS = Set.of("and", "or", "not", "is", "null", "matches");

    private final Map<String, String> columnsOf = new HashMap<>();

    private DetectedRules(DatabaseMetadata metadata) {
        for (Relationship key : metadata.relationships()) {
            columnsOf.put(key.name(), String.join(",", key.childKey()));
        }
    }

    /** Like the other method, with totals and rules of keys, which can only be struck. */
    static DatabaseMetadata declared(DatabaseMetadata metadata, RuleDetector.Rules rules) {
        DatabaseMetadata declared = declared(metadata, rules.found());
        List<Constraint> constraints = new ArrayList<>(declared.constraints());
        for (TableRules table : rules.tables()) {
            table.totals().forEach(t -> add(constraints, "Total", table.table(), Map.of("column_name", t.column())));
        }
        for (Relationship key : metadata.relationships()) {
            boolean isRuled = rules.linkage().table(key.childTable()).keyRules().stream()
                    .anyMatch(rule -> ruled(rule).contains(key.name()));
            if (isRuled) {
                add(constraints, "KeyRule", key.childTable(), Map.of("column_names", key.childKey()));
            }
        }
        return with(metadata, constraints);
    }

    /** The keys that a rule is about: that none comes twice is said by the last of several. */
    private static List<String> ruled(KeyRule rule) {
        return rule instanceof KeyRule.AtMost most
                ? most.keys().subList(most.keys().size() - 1, most.keys().size())
                : rule.settles();
    }

    private static void add(List<Constraint> constraints, String kind, String table, Map<String, Object> parameters) {
        Constraint next =
                new Constraint(constraints.size() + 1, kind, table, parameters, false, true, Optional.empty());
        if (constraints.stream().noneMatch(c -> saysTheSame(c, next))) {
            constraints.add(next);
        }
    }

    /** The metadata with those of the rules that hold in every row and can be declared beside each other; none of them is strict. */
    static DatabaseMetadata declared(DatabaseMetadata metadata, Map<String, List<FoundRule>> found) {
        DetectedRules rules = new DetectedRules(metadata);
        List<Constraint> constraints = new ArrayList<>(metadata.constraints());
        List<Constraint> candidates = new ArrayList<>();
        found.forEach((table, ofTable) -> {
            for (FoundRule rule : ofTable) {
                rules.constraint(table, rule)
                        .filter(next -> Stream.concat(constraints.stream(), candidates.stream())
                                .noneMatch(c -> saysTheSame(c, next)))
                        .ifPresent(candidates::add);
            }
        });
        declare(metadata, constraints, candidates);
        return with(metadata, constraints);
    }

    /** Mostly all can be declared at once; by halves the few are found that can't. */
    private static void declare(DatabaseMetadata metadata, List<Constraint> constraints, List<Constraint> candidates) {
        List<Constraint> with = new ArrayList<>(constraints);
        for (Constraint c : candidates) {
            with.add(new Constraint(
                    with.size() + 1, c.kind(), c.table(), c.parameters(), c.strict(), c.keep(), c.support()));
        }
        if (Declarations.problems(with(metadata, with)).isEmpty()) {
            constraints.addAll(with.subList(constraints.size(), with.size()));
        } else if (candidates.size() > 1) {
            int half = candidates.size() / 2;
            declare(metadata, constraints, candidates.subList(0, half));
            declare(metadata, constraints, candidates.subList(half, candidates.size()));
        }
    }

    private static boolean saysTheSame(Constraint one, Constraint other) {
        return one.kind().equals(other.kind())
                && one.table().equals(other.table())
                && one.parameters().equals(other.parameters());
    }

    private static DatabaseMetadata with(DatabaseMetadata metadata, List<Constraint> constraints) {
        return new DatabaseMetadata(metadata.tables(), metadata.relationships(), constraints);
    }

    private Optional<Constraint> constraint(String table, FoundRule rule) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String kind;
        if (rule.condition().isEmpty() || !isExact(rule)) {
            return Optional.empty();
        } else if (rule.condition().get() instanceof Comparison c
                && c.relation() == Relation.AT_MOST
                && c.left() instanceof Column low
                && c.right() instanceof Column high) {
            kind = "Inequality";
            parameters.put("low_column_name", parameter(low));
            parameters.put("high_column_name", parameter(high));
        } else {
            kind = "Expression";
            parameters.put("expression", expression(rule.condition().get()));
        }
        return Optional.of(new Constraint(0, kind, table, parameters, false, true, rule.support()));
    }

    /** Any other would be a warning in every run: it is learned with its exceptions anyway. */
    private static boolean isExact(FoundRule rule) {
        return rule.support().filter(s -> s.holds() < s.rows()).isEmpty();
    }

    private String parameter(Column column) {
        return column.path().isEmpty() ? column.name() : way(column) + "." + column.name();
    }

    private String way(Column column) {
        return columnsOf.getOrDefault(column.path().get(0), column.path().get(0));
    }

    private String expression(Expression of) {
        return of.text(c -> c.path().isEmpty() ? written(c.name()) : written(way(c)) + "." + written(c.name()));
    }

    private static String written(String name) {
        boolean isPlain = PLAIN.matcher(name).matches() && !WORDS.contains(name.toLowerCase(Locale.ROOT));
        return isPlain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
