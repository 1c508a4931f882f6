package io.rowmill.core.settings;

import io.rowmill.core.failure.FailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a request by whose they are: everybody's, a table's, a batch's. The most special value wins. */
final class GivenSettings {
    private final Map<String, String> general = new LinkedHashMap<>();
    private final Map<Owner, Map<String, String>> special = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    /** Every table, and every batch that has any of its own. */
    private final Set<Owner> owners = new LinkedHashSet<>();

    /** @param given as in the request */
    GivenSettings(Map<String, String> given, Collection<String> tables) {
        tables.forEach(t -> owners.add(new Owner(t, t)));
        given.forEach((name, value) -> {
            Optional<Owner> owner = Owner.of(name, tables);
            if (owner.isPresent()) {
                String own = name.substring(owner.get().prefix().length() + 1);
                special.computeIfAbsent(owner.get(), t -> new LinkedHashMap<>()).put(own, value);
            } else if (name.contains(".")) {
                errors.add("Setting '" + name + "' names no table of this database.");
            } else {
                general.put(name, value);
            }
        });
        owners.addAll(special.keySet());
    }

    /** Engines that learn anything; of a run without tables the one that would. */
    Set<String> engines() {
        Set<String> engines = owners.stream().map(this::engine).collect(Collectors.toCollection(LinkedHashSet::new));
        return engines.isEmpty()
                ? Set.of(general.getOrDefault(RunSettings.ENGINE, RunSettings.DEFAULT_ENGINE))
                : engines;
    }

    private String engine(Owner owner) {
        String ofTable = specials(owner.ofTable())
                .getOrDefault(RunSettings.ENGINE, general.getOrDefault(RunSettings.ENGINE, RunSettings.DEFAULT_ENGINE));
        return specials(owner).getOrDefault(RunSettings.ENGINE, ofTable);
    }

    private Map<String, String> specials(Owner owner) {
        return special.getOrDefault(owner, Map.of());
    }

    /** @throws FailureException (Rejected) with every error at once */
    RunSettings resolve(Map<String, List<SettingDescriptor>> engines) {
        List<List<SettingDescriptor>> all = engines().stream()
                .map(e -> together(RunSettings.descriptors(), engines.get(e)))
                .toList();
        errors.addAll(check(all, general));
        special.forEach((owner, own) -> check(alternatives(owner, engines), own)
                .forEach(e -> errors.add((owner.isBatch() ? "Batch " : "Table ") + owner.prefix() + ": " + e)));
        Map<String, Settings> resolved = new LinkedHashMap<>();
        if (errors.isEmpty()) {
            owners.forEach(owner -> resolved.put(owner.prefix(), settings(owner, engines)));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-settings", errors);
        }
        return new RunSettings(Settings.of(RunSettings.WHOLE_RUN, only(RunSettings.WHOLE_RUN, general)), resolved);
    }

    /** What may be set for an owner: a table's settings are also those of its batches, whose engines may be others. */
    private List<List<SettingDescriptor>> alternatives(Owner owner, Map<String, List<SettingDescriptor>> engines) {
        if (owner.isBatch()) {
            return List.of(together(List.of(RunSettings.ENGINE_CHOICE), engines.get(engine(owner))));
        }
        return owners.stream()
                .filter(o -> o.table().equals(owner.table()))
                .map(this::engine)
                .distinct()
                .map(e -> together(RunSettings.PER_TABLE, engines.get(e)))
                .toList();
    }

    /** One sentence per name that no alternative knows, and per value that is wrong in one that knows the name. */
    private static Set<String> check(List<List<SettingDescriptor>> alternatives, Map<String, String> given) {
        List<SettingDescriptor> any =
                alternatives.stream().flatMap(List::stream).toList();
        Set<String> found = new LinkedHashSet<>(Settings.check(any, given));
        alternatives.forEach(a -> found.addAll(Settings.check(a, only(a, given))));
        return found;
    }

    private Settings settings(Owner owner, Map<String, List<SettingDescriptor>> engines) {
        List<SettingDescriptor> known = together(RunSettings.PER_TABLE, engines.get(engine(owner)));
        Map<String, String> own = only(known, general);
        own.putAll(only(known, specials(owner.ofTable())));
        own.putAll(only(known, specials(owner)));
        return Settings.of(known, Purpose.complete(own, names(known)));
    }

    private static List<SettingDescriptor> together(List<SettingDescriptor> ours, List<SettingDescriptor> engines) {
        return Stream.concat(ours.stream(), engines.stream()).toList();
    }

    private static Map<String, String> only(List<SettingDescriptor> descriptors, Map<String, String> given) {
        Map<String, String> out = new LinkedHashMap<>(given);
        out.keySet().retainAll(names(descriptors));
        return out;
    }

    private static Set<String> names(List<SettingDescriptor> descriptors) {
        return descriptors.stream().map(SettingDescriptor::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whose setting a qualified name is.
     *
     * @param prefix the table, or table/batch
     */
    private record Owner(String table, String prefix) {
        static Optional<Owner> of(String name, Collection<String> tables) {
            return longest(name, ".", tables).map(t -> new Owner(t, t)).or(() -> longest(name, "/", tables)
                    .filter(t -> name.indexOf('.', t.length()) > t.length() + 1)
                    .map(t -> new Owner(t, name.substring(0, name.indexOf('.', t.length())))));
        }

        private static Optional<String> longest(String name, String separator, Collection<String> tables) {
            return tables.stream()
                    .filter(t -> name.startsWith(t + separator))
                    .max(Comparator.comparingInt(String::length));
        }

        Owner ofTable() {
            return new Owner(table, table);
        }

        boolean isBatch() {
            return !prefix.equals(table);
        }
    }
}
