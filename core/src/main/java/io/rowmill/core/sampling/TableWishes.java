package io.rowmill.core.sampling;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.format.ValueFormatException;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.rules.Following;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.Within;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The wishes of one table, as its columns are encoded. */
final class TableWishes {
    private static final double TOLERANCE = 1e-3;
    private static final String UNKNOWN =
            " is not one that the column can have: it has to be written as in the source, within its bounds, and held by more than a"
                    + " few rows.";

    private final TableMetadata table;
    private final TableTransform transform;
    private final TableRules rules;
    private final Wishes wishes;

    TableWishes(TableMetadata table, TableTransform transform, TableRules rules, Wishes wishes) {
        this.table = table;
        this.transform = transform;
        this.rules = rules;
        this.wishes = wishes;
    }

    /** What is asked of learned columns: a cell that is a member of a group stands for the group and its place in it. */
    private Map<String, String> values() {
        Map<String, String> out = new LinkedHashMap<>(wishes.values(table.name()));
        for (int i = rules.derivations().size() - 1; i >= 0; i--) {
            if (rules.derivations().get(i) instanceof Member member && out.containsKey(member.column())) {
                String cell = out.get(member.column());
                member.groupOf(cell)
                        .ifPresent(g -> out.putIfAbsent(member.source().column(), g.of()));
                out.put(member.column(), member.placeOf(cell));
            }
        }
        return out;
    }

    /** Of a cell that is a member of a group. */
    private void checkMember(Member rule, @Nullable String cell, List<String> errors) {
        Map<String, String> given = wishes.values(table.name());
        String source = rule.source().column();
        Optional<Group> group = rule.groupOf(cell);
        boolean isMade =
                rules.valueOf(source).filter(of -> !(of instanceof Member)).isPresent();
        if (isMade) {
            errors.add("Column " + named(rule.column()) + " goes with " + named(source)
                    + ", which is made from other columns, so it can't be given.");
        } else if (group.isEmpty()) {
            errors.add("The value given for column " + named(rule.column()) + UNKNOWN);
        } else if (given.containsKey(source)
                && !Objects.equals(given.get(source), group.get().of())) {
            errors.add("The values given for columns " + named(rule.column()) + " and " + named(source)
                    + " never stand together.");
        }
    }

    /** One sentence for every wish that can't be met. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        wishes.values(table.name()).forEach((column, cell) -> check(column, cell, errors));
        wishes.shares(table.name()).forEach((column, shares) -> checkShares(column, shares, errors));
        wishes.within(table.name()).forEach((column, within) -> checkWithin(column, within, errors));
        return errors;
    }

    private void checkWithin(String column, Within within, List<String> errors) {
        if (wishes.values(table.name()).containsKey(column)
                || wishes.shares(table.name()).containsKey(column)) {
            errors.add("Column " + named(column) + " is both given or rebalanced, and asked to lie within something.");
            return;
        }
        if (!isLearned(column, "", errors)) {
            return;
        }
        if (!within.cells().stream().allMatch(cell -> isOfItsType(column, cell))) {
            errors.add("A value that column " + named(column) + " is compared with is not written as in the source.");
            return;
        }
        Map<Integer, double[]> shares = transform.shares(column, within);
        if (shares.isEmpty() || (within.isRange() && transform.format(column) instanceof ValueFormat.Text)) {
            errors.add("Column " + named(column) + " can't be asked to lie within a range"
                    + (shares.isEmpty() ? " or a set" : "; give its values: " + column + " in (…)") + ".");
        } else if (shares.values().stream()
                .anyMatch(codes -> Arrays.stream(codes).sum() == 0)) {
            errors.add("No value that column " + named(column)
                    + " can have lies within what is asked of it: rare values don't count.");
        }
    }

    private void checkShares(String column, Map<String, Double> shares, List<String> errors) {
        int before = errors.size();
        shares.keySet().forEach(cell -> check(column, cell, errors));
        if (errors.size() > before) {
            return;
        }
        if (wishes.values(table.name()).containsKey(column)) {
            errors.add("Column " + named(column) + " is both given and rebalanced.");
        }
        if (transform.parts(column).size() != 1
                || !shares.keySet().stream().allMatch(cell -> transform.isExact(column, cell))) {
            errors.add("Column " + named(column) + " has too many values to be rebalanced.");
        }
        double sum = shares.values().stream().mapToDouble(s -> s).sum();
        if (shares.values().stream().anyMatch(s -> !(s >= 0)) || Math.abs(sum - 1) > TOLERANCE) {
            errors.add("The shares of column " + named(column) + " must not be negative and must sum up to 1.");
        }
    }

    private void check(String column, String cell, List<String> errors) {
        if (isLearned(column, cell, errors) && !(isOfItsType(column, cell) && isKnown(column, cell))) {
            errors.add("The value given for column " + named(column) + UNKNOWN);
        }
    }

    /** Nothing else says what the column has. */
    private boolean isLearned(String column, @Nullable String cell, List<String> errors) {
        int before = errors.size();
        Optional<Derivation> made = rules.valueOf(column);
        Optional<Source> nulls = nullsOf(column, cell);
        if (made.isPresent()
                && made.get() instanceof Member member
                && wishes.values(table.name()).containsKey(column)) {
            checkMember(member, cell, errors);
        } else if (rules.total(column).isPresent()) {
            errors.add(
                    "Column " + named(column) + " is made from the rows that refer to its row, so it can't be given.");
        } else if (made.isPresent() && made.get().sources().isEmpty()) {
            errors.add("Column " + named(column) + " is made together with "
                    + made.get().columns().stream()
                            .filter(c -> !c.equals(column))
                            .collect(Collectors.joining(" and "))
                    + ", so it can't be given.");
        } else if (made.isPresent() && made.get() instanceof Following) {
            errors.add("Column " + named(column) + " is made from that of the row before, so it can't be given.");
        } else if (made.isPresent()) {
            String from = made.get().sources().stream().map(Source::named).collect(Collectors.joining(" and "));
            errors.add(
                    "Column " + named(column) + " is made from " + from + ", so it can't be given: give " + from + ".");
        } else if (nulls.isPresent()) {
            errors.add("Whether column " + named(column) + " is null is said by " + nulls.get() + ": give "
                    + nulls.get() + ", too, so that both fit.");
        } else if (!transform.contentColumns().contains(column)) {
            errors.add("Column " + named(column) + " is a key or is faked: only learned columns can be given.");
        } else if (transform.parts(column).isEmpty()) {
            errors.add("Column " + named(column) + " has one value only, so it can't be given.");
        }
        return errors.size() == before && !isMember(column);
    }

    /** Is learned as a place in a group, and checked as such. */
    private boolean isMember(String column) {
        return rules.valueOf(column).filter(Member.class::isInstance).isPresent();
    }

    /** The column that says whether a cell is null, unless it is given and says the same. */
    private Optional<Source> nullsOf(String column, @Nullable String cell) {
        Map<String, String> given = wishes.values(table.name());
        return rules.derivations().stream()
                .filter(d -> d.column().equals(column))
                .filter(d -> d instanceof NullWith || d instanceof NullImplies)
                .filter(d -> !fits(d, cell, given))
                .findFirst()
                .map(d -> d.sources().get(0));
    }

    private static boolean fits(Derivation rule, @Nullable String cell, Map<String, String> given) {
        String source = rule.sources().get(0).column();
        if (!given.containsKey(source)) {
            return rule instanceof NullImplies && cell == null;
        }
        boolean isNull = given.get(source) == null;
        return rule instanceof NullWith
                ? isNull == (cell == null)
                : !isNull || cell == null || ((NullImplies) rule).where() < 1;
    }

    private boolean isOfItsType(String column, String cell) {
        try {
            return cell == null || transform.format(column).parse(cell) != null;
        } catch (ValueFormatException e) {
            return false;
        }
    }

    private boolean isKnown(String column, String cell) {
        List<EncodedPart> encoded = encoded(column, cell);
        int rare = transform.rareCode(column);
        boolean isRare = rare >= 0 && ((EncodedPart.Codes) encoded.get(0)).codes()[0] == rare;
        return !isRare
                && transform.reach(column).test(cell)
                && encoded.stream().noneMatch(p -> p instanceof EncodedPart.Codes c && c.codes()[0] < 0);
    }

    private String named(String column) {
        return table.name() + "." + column;
    }

    private List<EncodedPart> encoded(String column, String cell) {
        return transform.encode(table, column, cell);
    }

    /** @param rows for how many rows */
    Conditions conditions(int rows) {
        return new Conditions(known(rows), shares(), Map.of(), odds(), wishes.temperature(), wishes.topP());
    }

    private Optional<EncodedTable> known(int rows) {
        Map<String, String> values = values();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<EncodedPart> parts = new ArrayList<>();
        for (String column : transform.contentColumns()) {
            if (values.containsKey(column)) {
                int[] all = new int[rows];
                encoded(column, values.get(column)).forEach(p -> parts.add(p.gather(all)));
            } else {
                transform.parts(column).forEach(p -> parts.add(unknown(p, rows)));
            }
        }
        return Optional.of(new EncodedTable(rows, parts));
    }

    private static EncodedPart unknown(Part part, int rows) {
        int[] codes = new int[rows];
        Arrays.fill(codes, -1);
        return new EncodedPart.Codes((Part.OneHot) part, codes);
    }

    private Map<Integer, double[]> shares() {
        Map<Integer, double[]> out = new HashMap<>();
        int at = 0;
        for (String column : transform.contentColumns()) {
            Map<String, Double> wished = wishes.shares(table.name()).get(column);
            if (wished != null) {
                double[] shares = new double[transform.parts(column).get(0).width()];
                wished.forEach((cell, share) ->
                        shares[((EncodedPart.Codes) encoded(column, cell).get(0)).codes()[0]] += share);
                out.put(at, shares);
            }
            at += transform.parts(column).size();
        }
        return out;
    }

    private Map<Integer, double[]> odds() {
        Map<Integer, double[]> out = new HashMap<>();
        int at = 0;
        for (String column : transform.contentColumns()) {
            Within wished = wishes.within(table.name()).get(column);
            if (wished != null) {
                int first = at;
                transform.shares(column, wished).forEach((part, odds) -> out.put(first + part, odds));
            }
            at += transform.parts(column).size();
        }
        return out;
    }

    /** What the values of columns lie within. */
    Map<String, Within> within() {
        return wishes.within(table.name());
    }

    /** Columns of which all or some cells are wished for. */
    Set<String> columns() {
        Set<String> columns = new HashSet<>(exact().keySet());
        columns.addAll(within().keySet());
        return columns;
    }

    /** The cells that all rows have, exactly; encoding may have rounded them. */
    Map<String, Object> exact() {
        Map<String, Object> out = new HashMap<>();
        wishes.values(table.name())
                .forEach((column, cell) -> out.put(
                        column,
                        cell == null ? null : rules.format(column, transform).parse(cell)));
        return out;
    }
}
