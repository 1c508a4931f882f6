package io.rowmill.cli;

import io.rowmill.cli.score.Score;
import io.rowmill.core.quality.ColumnFidelity;
import io.rowmill.core.quality.ColumnFidelity.Miss;
import io.rowmill.core.quality.ColumnProfile;
import io.rowmill.core.quality.DatabaseQuality;
import io.rowmill.core.quality.DatabaseQuality.Table;
import io.rowmill.core.quality.Detection;
import io.rowmill.core.quality.RelationshipQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of a score as tables, with their means. */
final class ScoreReport {
    private static final String MEAN = "mean";
    /** Smaller differences of an AUC are chance. */
    private static final double NOTICEABLE = 0.02;

    private final Score score;

    ScoreReport(Score score) {
        this.score = score;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(tables());
        Stream.of(detection(), columns(), relationships(), closeness(), trainOnSynthetic())
                .filter(block -> block.size() > 1)
                .forEach(block -> {
                    lines.add("");
                    lines.addAll(block);
                });
        return lines;
    }

    private List<String> tables() {
        Map<String, Table> tables = score.quality().tables();
        TextTable text = new TextTable(
                        "table", "real", "synthetic", "1-way", "2-way", "nulls", "novel", "unique keys", "detection")
                .right(1, 2, 3, 4, 5, 6, 7, 8);
        tables.forEach((name, t) -> text.row(
                name,
                Human.count(t.realRows()),
                Human.count(t.syntheticRows()),
                share(t.columns().acc1()),
                share(t.columns().acc2()),
                share(t.columns().nulls()),
                share(t.novel()),
                share(t.primaryKey()),
                share(detectionOf(name))));
        if (tables.size() > 1) {
            text.row(
                    MEAN,
                    "",
                    "",
                    mean(tables, t -> t.columns().acc1()),
                    mean(tables, t -> t.columns().acc2()),
                    mean(tables, t -> t.columns().nulls()),
                    mean(tables, Table::novel),
                    mean(tables, Table::primaryKey),
                    share(DatabaseQuality.mean(tables.keySet().stream().map(this::detectionOf))));
        }
        return text.lines();
    }

    private double detectionOf(String table) {
        Detection detection = score.detection().tables().get(table);
        return detection == null ? Double.NaN : detection.auc();
    }

    /** What a classifier tells apart, tables first. */
    private List<String> detection() {
        TextTable text = new TextTable("told apart", "detection", "other real rows", "folds", "most telling columns")
                .right(1, 2);
        score.detection().tables().forEach((name, d) -> row(text, name, d));
        score.detection().withParent().forEach((name, d) -> row(text, name + " with parent", d));
        score.detection().withChildren().forEach((name, d) -> row(text, name + " with children", d));
        return text.lines();
    }

    /** Two rows where siblings explain the highest AUC, and something else another one. */
    private static void row(TextTable text, String name, Detection detection) {
        Detection.Folds worst = detection.worst();
        Detection.Folds furthest = detection.furthest();
        if (Double.isNaN(worst.auc())) {
            return;
        }
        String telling = detection.giveaways().stream()
                .map(g -> g.column() + " " + Math.round(100 * g.share()) + " %")
                .collect(Collectors.joining(", "));
        text.row(name, share(worst.auc()), share(worst.ceiling()), worst.by(), telling);
        if (furthest.excess() > Math.max(0, worst.excess()) + NOTICEABLE) {
            text.row("", share(furthest.auc()), share(furthest.ceiling()), furthest.by(), "");
        }
    }

    /** Columns that differ, with real and synthetic figure where they do. */
    private List<String> columns() {
        TextTable text = new TextTable("column that differs", "nulls", "most frequent", "distinct", "decimals");
        score.quality().tables().forEach((table, t) -> t.values().stream()
                .filter(column -> !column.misses().isEmpty())
                .forEach(column -> text.row(
                        table + "." + column.column(),
                        both(column, Miss.NULLS, p -> share(p.nulls())),
                        both(column, Miss.DOMINANT, p -> share(p.dominant())),
                        both(column, Miss.DISTINCT, p -> Human.count(p.distinct())),
                        both(column, Miss.DECIMALS, p -> String.format(Locale.ROOT, "%.1f", p.meanDecimals())))));
        return text.lines();
    }

    private static String both(ColumnFidelity column, Miss miss, Function<ColumnProfile, String> figure) {
        return column.misses().contains(miss)
                ? figure.apply(column.real()) + " -> " + figure.apply(column.synthetic())
                : "";
    }

    private List<String> relationships() {
        Map<String, RelationshipQuality> all = score.quality().relationships();
        TextTable text = new TextTable(
                        "foreign key", "resolved", "cardinality", "with parent", "with grandparent", "siblings")
                .right(1, 2, 3, 4, 5);
        all.forEach((name, r) -> text.row(
                name,
                share(r.foreignKey()),
                share(r.cardinality()),
                share(r.hop1()),
                share(r.hop2()),
                share(r.sibling())));
        if (all.size() > 1) {
            text.row(
                    MEAN,
                    mean(all, RelationshipQuality::foreignKey),
                    mean(all, RelationshipQuality::cardinality),
                    mean(all, RelationshipQuality::hop1),
                    mean(all, RelationshipQuality::hop2),
                    mean(all, RelationshipQuality::sibling));
        }
        return text.lines();
    }

    private List<String> closeness() {
        TextTable text = new TextTable("table", "membership", "distance").right(1, 2);
        score.closeness().forEach((name, c) -> text.row(name, share(c.membershipAuc()), share(c.distanceRatio())));
        return text.lines();
    }

    private List<String> trainOnSynthetic() {
        TextTable text = new TextTable("table", "trained on real", "trained on synthetic").right(1, 2);
        score.trainOnSynthetic().forEach((name, t) -> text.row(name, share(t.real()), share(t.synthetic())));
        return text.lines();
    }

    private static <T> String mean(Map<String, T> items, ToDoubleFunction<T> figure) {
        return share(DatabaseQuality.mean(items.values().stream().map(figure::applyAsDouble)));
    }

    private static String share(double figure) {
        return Double.isNaN(figure) ? "-" : Human.share(figure);
    }
}
