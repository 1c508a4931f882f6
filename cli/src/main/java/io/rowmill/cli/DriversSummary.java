package io.rowmill.cli;

import io.rowmill.core.linkage.DriverLink;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.TableLinkage;
import io.rowmill.core.linkage.TableStructure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The key that each table's rows are made by, where there was a choice. */
final class DriversSummary {
    private DriversSummary() {}

    /** Empty where there was none. */
    static List<String> lines(Linkage linkage) {
        TextTable drivers = new TextTable("drivers", "key", "what siblings tell");
        for (TableLinkage table : linkage.tables()) {
            table.driver().filter(d -> d.ties().size() > 1).ifPresent(d -> add(drivers, linkage, table.table(), d));
        }
        List<String> lines = drivers.lines();
        return lines.size() == 1 ? List.of() : lines;
    }

    private static void add(TextTable drivers, Linkage linkage, String table, DriverLink driver) {
        TableStructure structure = linkage.graph().table(table);
        ForeignKey key = structure.driver().orElseThrow();
        String others = driver.ties().entrySet().stream()
                .filter(tie -> !tie.getKey().equals(driver.relationship()))
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> tie) -> -tie.getValue()))
                .map(tie -> columns(structure, tie.getKey()) + " " + Human.share(tie.getValue()))
                .collect(Collectors.joining(", "));
        String why = key.relationship().driver()
                ? "as the metadata says"
                : Human.share(driver.ties().getOrDefault(driver.relationship(), 0.0));
        drivers.row(table, columns(structure, driver.relationship()), why + " (" + others + ")");
    }

    private static String columns(TableStructure table, String relationship) {
        return table.foreignKeys().stream()
                .filter(k -> k.name().equals(relationship))
                .map(k -> String.join(",", k.relationship().childKey()))
                .findFirst()
                .orElse(relationship);
    }
}
