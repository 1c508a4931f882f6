package io.rowmill.ingest;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.ModelManifest.ModelTable;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.model.ModelSeal;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.ModelReady;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks a request against the model it builds on, and adds to the request what the model has settled. */
final class BaseCheck {
    /** Settings that the base's transforms and batches follow from; a run takes these over. */
    private static final Set<String> SETTLED = Set.of(
            RunSettings.NULL_STRATEGY,
            RunSettings.MAX_CLUSTERS,
            RunSettings.RARE_VALUE_THRESHOLD,
            RunSettings.EXTREME_VALUE_COUNT,
            RunSettings.LOCALE,
            RunSettings.TRANSFORMS,
            RunSettings.RULES,
            RunSettings.SECOND_PARENTS,
            RunSettings.COUNT_MODEL,
            RunSettings.COLUMN_BATCHES,
            RunSettings.BATCH_SIZE_COLUMNS,
            RunSettings.BRIDGE_COLUMNS);

    private final Artifacts artifacts;
    private final ModelLookup models;

    /** Finds an announced model by id or name. */
    @FunctionalInterface
    interface ModelLookup {
        /** @throws FailureException (Rejected) if there is none */
        ModelReady find(String idOrName) throws InterruptedException;
    }

    BaseCheck(Artifacts artifacts, ModelLookup models) {
        this.artifacts = artifacts;
        this.models = models;
    }

    /**
     * A request, completed from its base.
     *
     * @param request with the base's metadata, and the engine of each part that is trained again
     */
    record Based(FitRequested request, Optional<BaseModel> base) {}

    /** @throws FailureException (Rejected) with every error there is about the base */
    Based check(FitRequested event) throws IOException, InterruptedException {
        if (event.getBase() == null) {
            List<String> errors = withoutBase(event);
            if (!errors.isEmpty()) {
                throw FailureException.rejected("invalid-base", errors);
            }
            return new Based(event, Optional.empty());
        }
        ModelReady ready = models.find(event.getBase());
        ModelManifest manifest = artifacts.readVerified(
                ArtifactKeys.model(ready.getModelId()), ready.getManifestDigest(), ModelManifest.class);
        List<String> errors = new ArrayList<>();
        if (ModelSeal.isOn(artifacts, ready.getModelId())) {
            errors.add("Model " + ready.getModelId()
                    + " is sealed: no training may start from it. Name a base that is not, or learn a new model.");
        }
        if (event.getMetadata() != null) {
            errors.add("A run with a base uses the base's metadata: leave yours out.");
        }
        settled(event).forEach(errors::add);
        List<SynthesizerManifest> parts = parts(event.getOnly(), manifest, errors);
        errors.addAll(otherEngines(event, parts));
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-base", errors);
        }
        Map<String, String> settings = new LinkedHashMap<>(event.getSettings());
        settings.putAll(engines(parts));
        FitRequested completed = FitRequested.newBuilder(event)
                .setMetadata(manifest.metadata().toString())
                .setSettings(settings)
                .build();
        List<BaseModel.Part> only = parts.stream()
                .map(p -> new BaseModel.Part(p.table(), p.batch()))
                .toList();
        return new Based(completed, Optional.of(new BaseModel(ready.getModelId(), ready.getManifestDigest(), only)));
    }

    private static List<String> withoutBase(FitRequested event) {
        List<String> errors = new ArrayList<>();
        if (!event.getOnly().isEmpty()) {
            errors.add("'only' needs a base: name the model that everything else is taken over from.");
        }
        event.getSettings().keySet().stream()
                .filter(name -> name.substring(name.lastIndexOf('.') + 1).equals(RunSettings.WARM_START)
                        && event.getSettings().get(name).equals("true"))
                .sorted()
                .forEach(
                        name -> errors.add(
                                "Setting '" + name
                                        + "' needs a base: name the model whose weights training starts from, and the tables in 'only'."));
        return errors;
    }

    private static List<String> settled(FitRequested event) {
        return event.getSettings().keySet().stream()
                .filter(name -> SETTLED.contains(name.substring(name.lastIndexOf('.') + 1)))
                .sorted()
                .map(name -> "Setting '" + name
                        + "' can't be changed with a base: its transforms and batches are taken over. Leave it out.")
                .toList();
    }

    /** The synthesizers to train again. */
    private static List<SynthesizerManifest> parts(List<String> only, ModelManifest manifest, List<String> errors) {
        if (only.isEmpty()) {
            errors.add("A base needs 'only': name the tables, or table/batch, that are trained again.");
        }
        Set<SynthesizerManifest> found = new LinkedHashSet<>();
        Set<String> known = new TreeSet<>();
        for (ModelTable table : manifest.tables()) {
            for (SynthesizerManifest part : table.synthesizers()) {
                known.add(table.table());
                known.add(ColumnBatch.jobName(table.table(), part.batch()));
            }
        }
        for (String name : only) {
            if (!known.contains(name)) {
                errors.add("Model " + manifest.modelId() + " has learned no '" + name + "'; it has learned "
                        + String.join(", ", known) + ".");
            }
            for (ModelTable table : manifest.tables()) {
                table.synthesizers().stream()
                        .filter(p -> name.equals(p.table()) || name.equals(ColumnBatch.jobName(p.table(), p.batch())))
                        .forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** Another engine could want its columns encoded in another way. */
    private static List<String> otherEngines(FitRequested event, List<SynthesizerManifest> parts) {
        List<String> errors = new ArrayList<>();
        for (SynthesizerManifest part : parts) {
            String name = ColumnBatch.jobName(part.table(), part.batch());
            Stream.of(part.table() + "/" + part.batch() + ".", part.table() + ".", "")
                    .map(owner -> event.getSettings().get(owner + RunSettings.ENGINE))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .filter(wanted -> !wanted.equals(part.engine()))
                    .ifPresent(wanted -> errors.add("'" + name + "' was learned by engine '" + part.engine()
                            + "', so engine '" + wanted + "' can't train it again."));
        }
        return errors;
    }

    /** The engine of each part as a setting: of its table where that has one engine. */
    private static Map<String, String> engines(List<SynthesizerManifest> parts) {
        Map<String, Set<String>> ofTable = new LinkedHashMap<>();
        parts.forEach(
                p -> ofTable.computeIfAbsent(p.table(), t -> new TreeSet<>()).add(p.engine()));
        Map<String, String> settings = new LinkedHashMap<>();
        for (SynthesizerManifest part : parts) {
            String owner = ofTable.get(part.table()).size() == 1
                    ? part.table()
                    : ColumnBatch.jobName(part.table(), part.batch());
            settings.put(owner + "." + RunSettings.ENGINE, part.engine());
        }
        return settings;
    }
}
