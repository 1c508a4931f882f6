package io.rowmill.embedded;

import io.rowmill.embedded.SchemaState.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a registry does, apart from HTTP. A change is in the log before it is in the state. The empty subject is the global one. */
final class SchemaRegistry {
    static final String GLOBAL = "";
    private static final String LATEST = "latest";

    private final SchemaLog log;
    private final SchemaState state = new SchemaState();

    SchemaRegistry(SchemaLog log) {
        this.log = log;
        log.createIfMissing();
        log.replayInto(state);
    }

    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException | NullPointerException e) {
            // Avro's parser has no other answer to the name of a type that nobody defined.
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    synchronized Version register(String subject, Schema schema) {
        String text = schema.toString();
        Optional<Version> known = find(state.versions(subject, false), text);
        if (known.isPresent()) {
            return known.get();
        }
        if (effectiveMode(subject) == RegistryMode.READONLY) {
            throw RegistryException.readOnly(subject);
        }
        List<String> problems = problems(subject, schema);
        if (!problems.isEmpty()) {
            throw RegistryException.incompatible(subject, problems.toString());
        }
        Version version = new Version(subject, state.nextVersion(subject), state.idOf(text), text, false);
        save(version);
        return version;
    }

    private void save(Version version) {
        log.write(version);
        state.put(version);
    }

    private static Optional<Version> find(List<Version> versions, String schema) {
        return versions.stream().filter(v -> v.schema().equals(schema)).findFirst();
    }

    synchronized Version lookUp(String subject, Schema schema, boolean deleted) {
        List<Version> versions = existing(subject, deleted);
        return find(versions, schema.toString()).orElseThrow(RegistryException::schemaNotFound);
    }

    private List<Version> existing(String subject, boolean deleted) {
        List<Version> versions = state.versions(subject, deleted);
        if (versions.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        return versions;
    }

    synchronized List<String> subjects(String prefix, boolean deleted) {
        return state.subjects(deleted).stream()
                .filter(s -> s.startsWith(prefix))
                .toList();
    }

    synchronized List<Version> versions(String subject, boolean deleted) {
        return existing(subject, deleted);
    }

    /** @param version a number, {@code latest} or -1 */
    synchronized Version version(String subject, String version, boolean deleted) {
        Optional<Integer> number = number(version);
        List<Version> versions = existing(subject, deleted);
        if (number.isEmpty()) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(v -> v.version() == number.get())
                .findFirst()
                .orElseThrow(() -> RegistryException.versionNotFound(version));
    }

    /** @return empty: the latest */
    private static Optional<Integer> number(String version) {
        if (version.equals(LATEST) || version.equals("-1")) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(version);
            if (number > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw RegistryException.invalidVersion(version);
        }
        throw RegistryException.invalidVersion(version);
    }

    synchronized String schema(int id) {
        return state.schema(id).orElseThrow(() -> RegistryException.schemaNotFound(id));
    }

    synchronized List<Version> uses(int id, boolean deleted) {
        schema(id);
        return state.uses(id, deleted);
    }

    /** Soft: hidden but kept; permanent: gone, which only what is soft-deleted can be. */
    synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
        List<Version> all = existing(subject, true);
        List<Version> live = state.versions(subject, false);
        if (permanent && !live.isEmpty()) {
            throw RegistryException.subjectNotSoftDeleted(subject);
        }
        if (!permanent && live.isEmpty()) {
            throw RegistryException.subjectSoftDeleted(subject);
        }
        List<Version> doomed = permanent ? all : live;
        Consumer<Version> deletion = permanent ? this::erase : v -> save(v.softDeleted());
        doomed.forEach(deletion);
        return doomed.stream().map(Version::version).toList();
    }

    synchronized int deleteVersion(String subject, String version, boolean permanent) {
        existing(subject, true);
        int number =
                number(version).orElseGet(() -> version(subject, LATEST, false).version());
        Version doomed = state.version(subject, number).orElseThrow(() -> RegistryException.versionNotFound(version));
        if (permanent && !doomed.deleted()) {
            throw RegistryException.versionNotSoftDeleted(subject, number);
        }
        if (!permanent && doomed.deleted()) {
            throw RegistryException.versionSoftDeleted(subject, number);
        }
        if (permanent) {
            erase(doomed);
        } else {
            save(doomed.softDeleted());
        }
        return number;
    }

    private void erase(Version version) {
        log.erase(version.subject(), version.version());
        state.remove(version.subject(), version.version());
    }

    /** Why a schema can't be the subject's next one, by its level; empty: it can. */
    synchronized List<String> problems(String subject, Schema schema) {
        List<Schema> earlier = state.versions(subject, false).stream()
                .map(v -> parse(v.schema()))
                .toList();
        return effectiveLevel(subject).problems(schema, earlier);
    }

    /** Why a schema doesn't get along with one version; empty: it does, or there is no latest one. */
    synchronized List<String> problems(String subject, String version, Schema schema) {
        if (number(version).isEmpty() && state.versions(subject, false).isEmpty()) {
            return List.of();
        }
        Schema other = parse(version(subject, version, false).schema());
        return effectiveLevel(subject).problems(schema, List.of(other));
    }

    synchronized Optional<CompatibilityLevel> level(String subject) {
        return subject.equals(GLOBAL) ? Optional.of(effectiveLevel(GLOBAL)) : state.level(subject);
    }

    synchronized CompatibilityLevel effectiveLevel(String subject) {
        return state.level(subject).or(() -> state.level(GLOBAL)).orElse(CompatibilityLevel.BACKWARD);
    }

    /** @param level null: no longer set */
    synchronized void setLevel(String subject, @Nullable CompatibilityLevel level) {
        log.writeLevel(subject, level);
        state.setLevel(subject, level);
    }

    synchronized Optional<RegistryMode> mode(String subject) {
        return subject.equals(GLOBAL) ? Optional.of(effectiveMode(GLOBAL)) : state.mode(subject);
    }

    synchronized RegistryMode effectiveMode(String subject) {
        return state.mode(subject).or(() -> state.mode(GLOBAL)).orElse(RegistryMode.READWRITE);
    }

    /** @param mode null: no longer set */
    synchronized void setMode(String subject, @Nullable RegistryMode mode) {
        log.writeMode(subject, mode);
        state.setMode(subject, mode);
    }
}
