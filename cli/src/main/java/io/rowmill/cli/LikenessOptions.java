package io.rowmill.cli;

import io.rowmill.client.SampleOrder.Likeness;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.transform.Within;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What rows have to be like. */
final class LikenessOptions {
    /** A value may hold commas or equals signs, but no comma behind an equals sign. */
    private static final Pattern SHARE = Pattern.compile("\\G(?<value>.*?)=(?<share>[^,=]*)(?:,|$)", Pattern.DOTALL);

    @Option(
            names = "--where",
            paramLabel = "condition",
            description =
                    "What all rows have: 'column=value' (nothing behind the sign: null), a bound 'column>=value' (or >, <=, <), or"
                            + " 'column in (value,value)'. Values are written as in the source. Can be repeated. Rows of"
                            + " tables below follow; those of tables above don't. Write table.column"
                            + " if several tables have the column. Needs an engine that can sample under conditions, as the"
                            + " default does.")
    private List<String> where = new ArrayList<>();

    @Option(
            names = "--rebalance",
            paramLabel = "column:value=p,...",
            description =
                    "How often each value of a column occurs, instead of what was learned. The shares must sum up to 1. A value"
                            + " may contain commas.")
    private List<String> rebalance = new ArrayList<>();

    @Mixin
    private DrawOptions draws;

    /** @throws FailureException (Rejected) with every option that isn't of its form */
    Likeness read() {
        List<String> errors = draws.errors();
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        Map<String, Within> within = new LinkedHashMap<>();
        WhereOption option = new WhereOption(cells, within, errors);
        where.forEach(option::read);
        Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
        for (String column : rebalance) {
            int at = column.indexOf(':');
            if (at < 1) {
                errors.add("--rebalance must be column:value=p,value=p.");
            } else {
                putOnce(
                        shares,
                        column.substring(0, at),
                        shares(column.substring(at + 1), errors),
                        "--rebalance",
                        errors);
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-options", errors);
        }
        return new Likeness(cells, within, shares, draws.temperature(), draws.topP());
    }

    private static <T> void putOnce(
            Map<String, T> to, String column, @Nullable T value, String option, List<String> errors) {
        if (to.containsKey(column)) {
            errors.add(option + ": column " + column + " is given twice.");
        }
        to.put(column, value);
    }

    private static Map<String, Double> shares(String text, List<String> errors) {
        Map<String, Double> out = new LinkedHashMap<>();
        Matcher pair = SHARE.matcher(text);
        int end = 0;
        try {
            while (pair.find()) {
                out.put(pair.group("value"), Double.valueOf(pair.group("share")));
                end = pair.end();
            }
        } catch (NumberFormatException e) {
            end = -1;
        }
        if (end < text.length() || out.isEmpty()) {
            errors.add("--rebalance: a share must be a number, as in column:value=0.5,other=0.5.");
        }
        return out;
    }
}
