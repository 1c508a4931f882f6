package io.rowmill.sampler;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.Wishes;
import io.rowmill.core.text.NearestName;
import io.rowmill.core.transform.Within;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.schemas.Condition;
import io.rowmill.schemas.Rebalance;
import io.rowmill.schemas.SampleRequested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the conditions of a request on its rows, and checks that the model can fulfil them. */
final class WishReader {
    private final LoadedModel model;
    private final List<String> errors = new ArrayList<>();

    WishReader(LoadedModel model) {
        this.model = model;
    }

    /** @throws FailureException (Rejected, {@code invalid-conditions}) with every error at once */
    Wishes read(SampleRequested event) {
        Map<String, Map<String, String>> values = new LinkedHashMap<>();
        Map<String, Map<String, Within>> within = new LinkedHashMap<>();
        for (Condition condition : event.getConditions()) {
            Within asked = new Within(
                    condition.getAtLeast(),
                    condition.getAbove(),
                    condition.getAtMost(),
                    condition.getBelow(),
                    condition.getAmong());
            find(condition.getColumn()).ifPresent(c -> {
                if (asked.cells().isEmpty()) {
                    put(values, c, condition.getValue());
                } else {
                    within.computeIfAbsent(c.table(), t -> new LinkedHashMap<>())
                            .merge(c.column(), asked, Within::and);
                }
            });
        }
        Map<String, Map<String, Map<String, Double>>> shares = new LinkedHashMap<>();
        for (Rebalance rebalance : event.getRebalance()) {
            find(rebalance.getColumn()).ifPresent(c -> put(shares, c, rebalance.getShares()));
        }
        if (!(event.getTemperature() > 0) || Double.isInfinite(event.getTemperature())) {
            errors.add("The temperature must be a number above 0.");
        }
        if (!(event.getTopP() > 0) || event.getTopP() > 1) {
            errors.add("topP must be a number above 0 and at most 1.");
        }
        Wishes wishes = new Wishes(values, within, shares, event.getTemperature(), event.getTopP());
        model.tables().stream().filter(t -> wishes.concern(t.name())).forEach(t -> check(t, wishes));
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-conditions", errors);
        }
        return wishes;
    }

    private <T> void put(Map<String, Map<String, T>> wishes, ColumnRef column, T wish) {
        Map<String, T> ofTable = wishes.computeIfAbsent(column.table(), t -> new LinkedHashMap<>());
        if (ofTable.containsKey(column.column())) {
            errors.add("Column " + column + " is given twice.");
        } else {
            ofTable.put(column.column(), wish);
        }
    }

    private void check(TableMetadata table, Wishes wishes) {
        if (table.copied()) {
            checkCopied(table, wishes);
            return;
        }
        List<String> unable = model.enginesWithoutConditions(table.name());
        if (unable.isEmpty()) {
            errors.addAll(wishes.errors(table, model.transform(table.name()), model.rules(table.name())));
        } else {
            errors.add("Table " + table.name() + " was learned by the engine " + String.join(", ", unable)
                    + ", which takes no conditions: fit it with engine=argn.");
        }
    }

    private void checkCopied(TableMetadata table, Wishes wishes) {
        if (wishes.values().containsKey(table.name())
                || wishes.within().containsKey(table.name())
                || wishes.shares().containsKey(table.name())) {
            errors.add("Table " + table.name() + " is copied as it is ('public' in the metadata), so its rows take no"
                    + " conditions.");
        }
    }

    private Optional<ColumnRef> find(String name) {
        List<ColumnRef> found = columns().filter(c -> name.equals(c.toString())).toList();
        if (found.isEmpty()) {
            found = columns().filter(c -> name.equals(c.column())).toList();
        }
        if (found.isEmpty()) {
            List<String> names = columns().map(ColumnRef::toString).toList();
            errors.add("There is no column '" + name + "'" + NearestName.hint(name, names) + ".");
        } else if (found.size() > 1) {
            errors.add("More than one table has a column '" + name + "': write <table>." + name + ".");
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private Stream<ColumnRef> columns() {
        return model.tables().stream().flatMap(t -> t.columns().stream().map(c -> new ColumnRef(t.name(), c.name())));
    }
}
