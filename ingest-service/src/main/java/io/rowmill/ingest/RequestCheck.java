package io.rowmill.ingest;

import io.rowmill.core.batches.Batching;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SamplingStrategy;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.transform.ChosenTransforms;
import io.rowmill.core.transform.Encoding;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.EngineDescriptor;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.schemas.FitRequested;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceCatalogue;
import io.rowmill.sources.SourceDetector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the metadata and settings of a request against each other and against the source. It reports all errors at once. */
final class RequestCheck {
    private final Artifacts artifacts;

    RequestCheck(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * A valid request.
     *
     * @param keysAreGuessed no metadata and no catalogue declares them
     * @param encodings what the engine reads, per table and per batch that has settings of its own
     */
    record Accepted(
            DatabaseMetadata metadata,
            boolean keysAreGuessed,
            RunSettings settings,
            Map<String, Encoding> encodings,
            List<String> warnings) {}

    /** @throws FailureException (Rejected) with every error of the request */
    Accepted check(FitRequested event, Source source) throws IOException {
        List<String> errors = new ArrayList<>();
        Optional<Description> found = attempt(() -> describe(event, source), errors);
        List<String> tables = found.map(d -> d.findings().metadata().tables().stream()
                        .map(TableMetadata::name)
                        .toList())
                .orElseGet(() -> tablesNamedIn(event));
        Map<String, EngineDescriptor> engines = new LinkedHashMap<>();
        Optional<RunSettings> settings = attempt(() -> settings(event, tables, engines, errors), errors);
        found.ifPresent(d -> errors.addAll(RequestSize.errors(d.findings().metadata())));
        if (found.isPresent() && settings.isPresent()) {
            errors.addAll(RequestSize.errors(found.get().findings().metadata(), settings.get()));
            errors.addAll(batchErrors(found.get().findings().metadata(), settings.get()));
            errors.addAll(transformErrors(found.get().findings().metadata(), settings.get()));
        }
        if (found.isPresent() && settings.isPresent()) {
            errors.addAll(PrivacyCheck.errors(event, found.get().findings().metadata(), settings.get()));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-request", errors);
        }
        Description description = found.orElseThrow();
        Map<String, Encoding> encodings = new LinkedHashMap<>();
        settings.orElseThrow()
                .tables()
                .forEach((owner, own) -> encodings.put(
                        owner, engines.get(own.text(RunSettings.ENGINE)).encoding()));
        return new Accepted(
                description.findings().metadata(),
                description.keysAreGuessed(),
                settings.orElseThrow(),
                encodings,
                description.findings().warnings());
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** A step that is rejected leaves its errors, so that the next one can find its own. */
    private static <T> Optional<T> attempt(Step<T> step, List<String> errors) throws IOException {
        try {
            return Optional.of(step.run());
        } catch (FailureException e) {
            if (!(e.failure() instanceof Failure.Rejected rejected)) {
                throw e;
            }
            errors.addAll(rejected.messages());
            return Optional.empty();
        }
    }

    /** If the tables could not be read, the check can't say that a setting's table is missing. */
    private static List<String> tablesNamedIn(FitRequested event) {
        return event.getSettings().keySet().stream()
                .filter(name -> name.indexOf('.') > 0)
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .distinct()
                .toList();
    }

    /** @param engines to be filled with those that the request leads to, by name */
    private RunSettings settings(
            FitRequested event, List<String> tables, Map<String, EngineDescriptor> engines, List<String> errors)
            throws IOException {
        Map<String, String> given = PrivacyCheck.withEngine(event.getSettings());
        engines.putAll(engines(RunSettings.engines(given, tables)));
        Map<String, List<SettingDescriptor>> descriptors = new LinkedHashMap<>();
        engines.forEach((name, engine) -> descriptors.put(name, engine.settings()));
        RunSettings settings = RunSettings.resolve(given, descriptors, tables);
        settings.tables().values().stream()
                .flatMap(s -> engines.get(s.text(RunSettings.ENGINE)).check(s).stream())
                .distinct()
                .forEach(errors::add);
        errors.addAll(sampleSizeErrors(event, settings));
        return settings;
    }

    /** Preprocess checks whether a transform exists, because it has the class path. */
    private static List<String> transformErrors(DatabaseMetadata database, RunSettings settings) {
        return database.tables().stream()
                .flatMap(t -> ChosenTransforms.errors(
                        t,
                        notLearned(database, t.name()),
                        settings.tables().get(t.name()).text(RunSettings.TRANSFORMS))
                        .stream())
                .toList();
    }

    /** Columns of keys: they are made, whatever their type. */
    private static Set<String> notLearned(DatabaseMetadata database, String table) {
        Set<String> columns = new HashSet<>(database.keyColumns(table));
        columns.addAll(AlternateKeys.of(database, table).uniqueColumns());
        return columns;
    }

    private static List<String> sampleSizeErrors(FitRequested event, RunSettings settings) {
        SamplingStrategy strategy = settings.options().samplingStrategy();
        boolean sized = settings.tables().values().stream().anyMatch(s -> s.longValue(RunSettings.SAMPLE_SIZE) > 0);
        boolean perTable =
                event.getSettings().keySet().stream().anyMatch(n -> n.endsWith("." + RunSettings.SAMPLE_SIZE));
        List<String> errors = new ArrayList<>();
        if (sized && strategy == SamplingStrategy.FULL) {
            errors.add("Setting 'sampleSize' needs samplingStrategy RANDOM or RELATIONAL: FULL uses all rows.");
        }
        if (!sized && strategy != SamplingStrategy.FULL) {
            errors.add("samplingStrategy " + strategy + " needs a sampleSize.");
        }
        if (perTable && strategy == SamplingStrategy.RELATIONAL) {
            errors.add("With samplingStrategy RELATIONAL give one sampleSize for all root tables, not one per table.");
        }
        return errors;
    }

    private static List<String> batchErrors(DatabaseMetadata metadata, RunSettings settings) {
        List<String> errors = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            Set<String> keys = notLearned(metadata, table.name());
            List<String> learned = table.contentColumns().stream()
                    .map(ColumnMetadata::name)
                    .filter(c -> !keys.contains(c))
                    .toList();
            String given = settings.tables().get(table.name()).text(RunSettings.COLUMN_BATCHES);
            Batching.problems(given, learned).forEach(p -> errors.add("Table " + table.name() + ": " + p));
        }
        return errors;
    }

    /** The default one comes with every trainer, so it is waited for. */
    private Map<String, EngineDescriptor> engines(Set<String> names) throws IOException {
        Map<String, EngineDescriptor> engines = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (String name : names) {
            Optional<EngineDescriptor> engine = RunNames.isValid(name)
                    ? artifacts.find(ArtifactKeys.engine(name), EngineDescriptor.class)
                    : Optional.empty();
            if (engine.isEmpty() && name.equals(RunSettings.DEFAULT_ENGINE)) {
                throw FailureException.unavailable(
                        "no-trainer", "No trainer offers the engine '" + name + "' yet: is a trainer running?", null);
            }
            engine.ifPresentOrElse(
                    e -> engines.put(name, e),
                    () -> errors.add("No trainer has an engine '" + name + "'; leave out the setting 'engine' to use "
                            + RunSettings.DEFAULT_ENGINE + "."));
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("unknown-engine", errors);
        }
        return engines;
    }

    private record Description(MetadataFindings findings, boolean keysAreGuessed) {}

    private static Description describe(FitRequested event, Source source) throws IOException {
        SourceCatalogue catalogue = source.catalogue();
        Optional<String> given = Optional.ofNullable(event.getMetadata()).or(catalogue::metadataJson);
        if (given.isEmpty()) {
            PrivacyCheck.requireNone(event.getSettings());
            MetadataFindings detected = SourceDetector.detect(source);
            requireNone(detected.errors());
            return new Description(detected, !catalogue.declaresKeys());
        }
        MetadataFindings read = MetadataJson.inspect(given.get(), "metadata");
        MetadataFindings aligned = catalogue.align(read.metadata());
        List<String> errors = new ArrayList<>(read.errors());
        errors.addAll(aligned.errors());
        errors.addAll(datetimeFormatErrors(read.metadata()));
        requireNone(errors);
        List<String> warnings = new ArrayList<>(read.warnings());
        warnings.addAll(aligned.warnings());
        return new Description(new MetadataFindings(aligned.metadata(), List.of(), warnings), false);
    }

    /** Of any column: one that is faked may have a format, too. */
    private static List<String> datetimeFormatErrors(DatabaseMetadata metadata) {
        List<String> errors = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            for (ColumnMetadata column : table.columns()) {
                column.datetimeFormat()
                        .flatMap(ValueFormat::problemOfDatetimeFormat)
                        .ifPresent(problem -> errors.add(
                                "Table " + table.name() + ", column " + column.name() + ": " + problem + "."));
            }
        }
        return errors;
    }

    private static void requireNone(List<String> errors) {
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-request", errors);
        }
    }
}
