package io.rowmill.cli;

import io.rowmill.cli.score.Score;
import io.rowmill.core.quality.DatabaseQuality;
import io.rowmill.core.quality.DatabaseQuality.Table;
import io.rowmill.core.quality.RelationshipQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of a score as tables, with their means. */
final class ScoreReport {
    private static final String MEAN = "mean";

    private final Score score;

    ScoreReport(Score score) {
        this.score = score;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(tables());
        if (!score.quality().relationships().isEmpty()) {
            lines.add("");
            lines.addAll(relationships());
        }
        if (!score.closeness().isEmpty()) {
            lines.add("");
            lines.addAll(closeness());
        }
        if (!score.trainOnSynthetic().isEmpty()) {
            lines.add("");
            lines.addAll(trainOnSynthetic());
        }
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
                share(score.detection().getOrDefault(name, Double.NaN))));
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
                    share(DatabaseQuality.mean(score.detection().values().stream())));
        }
        return text.lines();
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
