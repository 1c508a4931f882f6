package io.rowmill.cli;

import io.rowmill.core.transform.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one {@code --where}: a cell, a bound or a set. */
final class WhereOption {
    private static final Pattern SET = Pattern.compile(
            "(?<column>[^<>=]+?)\\s+in\\s*\\((?<cells>.*)\\)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** In quotes, with doubled ones inside, or without a comma. */
    private static final Pattern CELL =
            Pattern.compile("\\G\\s*(?:\"(?<quoted>(?:[^\"]|\"\")*)\"\\s*|(?<plain>[^,\"][^,]*|))(?:,|$)");

    private static final Pattern BOUND =
            Pattern.compile("(?<column>[^<>=]+)(?<sign><=|>=|<|>)(?<cell>[^=].*|=.+)", Pattern.DOTALL);
    private static final String FORMS =
            "--where must be column=value, column>=value (or >, <=, <) or column in (value,value).";

    private final Map<String, @Nullable String> cells;
    private final Map<String, Within> within;
    private final List<String> errors;

    /** @param errors gets a sentence for what isn't of the form */
    WhereOption(Map<String, @Nullable String> cells, Map<String, Within> within, List<String> errors) {
        this.cells = cells;
        this.within = within;
        this.errors = errors;
    }

    void read(String condition) {
        Matcher set = SET.matcher(condition);
        Matcher bound = BOUND.matcher(condition);
        int equals = condition.indexOf('=');
        if (set.matches()) {
            readSet(set.group("column").strip(), set.group("cells"));
        } else if (bound.matches()) {
            String cell = bound.group("cell").strip();
            put(
                    bound.group("column").strip(),
                    switch (bound.group("sign")) {
                        case ">=" -> new Within(cell, null, null, null, List.of());
                        case ">" -> new Within(null, cell, null, null, List.of());
                        case "<=" -> new Within(null, null, cell, null, List.of());
                        default -> new Within(null, null, null, cell, List.of());
                    });
        } else if (equals < 1 || condition.substring(0, equals).matches(".*[<>].*")) {
            errors.add(FORMS);
        } else {
            putCell(condition.substring(0, equals), condition.substring(equals + 1));
        }
    }

    private void putCell(String column, String cell) {
        if (cells.containsKey(column)) {
            errors.add("--where: column " + column + " is given twice.");
        }
        cells.put(column, cell.isEmpty() ? null : cell);
    }

    private void readSet(String column, String text) {
        List<String> among = new ArrayList<>();
        Matcher cell = CELL.matcher(text);
        int end = 0;
        while (end < text.length() && cell.find()) {
            String quoted = cell.group("quoted");
            among.add(quoted == null ? cell.group("plain").strip() : quoted.replace("\"\"", "\""));
            end = cell.end();
        }
        if (among.isEmpty() || end < text.length()) {
            errors.add(FORMS);
        } else {
            put(column, new Within(null, null, null, null, among));
        }
    }

    private void put(String column, Within asked) {
        Within before = within.get(column);
        boolean twice = before != null
                && ((hasLower(before) && hasLower(asked))
                        || (hasUpper(before) && hasUpper(asked))
                        || (!before.among().isEmpty() && !asked.among().isEmpty()));
        if (twice) {
            errors.add("--where: column " + column + " is given twice from the same side.");
        }
        within.merge(column, asked, Within::and);
    }

    private static boolean hasLower(Within within) {
        return within.atLeast() != null || within.above() != null;
    }

    private static boolean hasUpper(Within within) {
        return within.atMost() != null || within.below() != null;
    }
}
