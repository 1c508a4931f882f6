package io.rowmill.embedded;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the registry knows, rebuilt from its log. Not thread-safe. */
final class SchemaState {
    private final Map<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new TreeMap<>();
    private final Map<String, RegistryMode> modes = new TreeMap<>();
    private int lastId;

    /**
     * One version of a subject.
     *
     * @param schema canonical text: as Avro prints what it parsed
     */
    record Version(String subject, int version, int id, String schema, boolean deleted) {
        Version softDeleted() {
            return new Version(subject, version, id, schema, true);
        }
    }

    void put(Version version) {
        subjects.computeIfAbsent(version.subject(), s -> new TreeMap<>()).put(version.version(), version);
        schemas.put(version.id(), version.schema());
        lastId = Math.max(lastId, version.id());
    }

    /** The schema stays known by its id: records written with it may still lie around. */
    void remove(String subject, int version) {
        TreeMap<Integer, Version> versions = subjects.get(subject);
        if (versions != null) {
            versions.remove(version);
            if (versions.isEmpty()) {
                subjects.remove(subject);
            }
        }
    }

    /** @param subject empty: global */
    void setLevel(String subject, @Nullable CompatibilityLevel level) {
        set(levels, subject, level);
    }

    /** @param subject empty: global */
    void setMode(String subject, @Nullable RegistryMode mode) {
        set(modes, subject, mode);
    }

    private static <T> void set(Map<String, T> settings, String subject, @Nullable T value) {
        if (value == null) {
            settings.remove(subject);
        } else {
            settings.put(subject, value);
        }
    }

    Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    Optional<RegistryMode> mode(String subject) {
        return Optional.ofNullable(modes.get(subject));
    }

    List<String> subjects(boolean deleted) {
        return subjects.keySet().stream()
                .filter(s -> !versions(s, deleted).isEmpty())
                .toList();
    }

    /** Oldest first. */
    List<Version> versions(String subject, boolean deleted) {
        TreeMap<Integer, Version> versions = subjects.get(subject);
        Collection<Version> all = versions == null ? List.of() : versions.values();
        return all.stream().filter(v -> deleted || !v.deleted()).toList();
    }

    Optional<Version> version(String subject, int version) {
        return Optional.ofNullable(
                subjects.getOrDefault(subject, new TreeMap<>()).get(version));
    }

    /** One more than the highest ever seen that is still in the log, the deleted ones included. */
    int nextVersion(String subject) {
        TreeMap<Integer, Version> versions = subjects.get(subject);
        return versions == null ? 1 : versions.lastKey() + 1;
    }

    Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** The id of a schema, under whatever subject it is known, or a new one. */
    int idOf(String schema) {
        return schemas.entrySet().stream()
                .filter(e -> e.getValue().equals(schema))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(lastId + 1);
    }

    List<Version> uses(int id, boolean deleted) {
        return subjects.keySet().stream()
                .flatMap(s -> versions(s, deleted).stream())
                .filter(v -> v.id() == id)
                .toList();
    }
}
