package io.rowmill.models.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AutoEngineTest {
    private static final int FEW = 200;
    private static final int CODES = 4;

    private final AutoEngine engine = new AutoEngine();
    private final Settings settings =
            Settings.of(engine.settings(), Map.of("epochs", "2", "device", "CPU", "trials", "true"));

    private static TrainingInput input(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        int[] a = new int[rows];
        int[] b = new int[rows];
        for (int i = 0; i < rows; i++) {
            a[i] = random.nextInt(CODES);
            b[i] = random.nextInt(10) == 0 ? random.nextInt(CODES) : a[i];
        }
        List<EncodedPart> parts = List.of(
                new EncodedPart.Codes(new Part.OneHot(CODES, true), a),
                new EncodedPart.Codes(new Part.OneHot(CODES, true), b));
        return new TrainingInput("things", new EncodedTable(rows, parts), EncodedTable.empty(rows), null, new Seed(7));
    }

    /** Finds the rows of engines whose classes are named so good, all others' poor. */
    private static TrainingListener judge(String good) {
        return new TrainingListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public void onCheckpoint(CheckpointWriter writer) {
                throw new AssertionError("a checkpoint could not tell whose it is");
            }

            @Override
            public OptionalDouble quality(Synthesizer current) {
                return OptionalDouble.of(current.getClass().getSimpleName().startsWith(good) ? 0.9 : 0.8);
            }
        };
    }

    private Trained train(int rows, TrainingListener listener) throws Exception {
        return engine.train(input(rows), settings, Optional.empty(), listener);
    }

    @Test
    void unlessTrialsAreAskedForALikelihoodIsLearnedOfAnyTableAndCheckpointsAreWritten() throws Exception {
        // Given
        Settings plain =
                Settings.of(engine.settings(), Map.of("epochs", "2", "device", "CPU", "checkpointInterval", "1ms"));
        List<TrainingListener.CheckpointWriter> checkpoints = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public void onCheckpoint(CheckpointWriter writer) {
                checkpoints.add(writer);
            }
        };

        // When
        Trained trained = engine.train(input(FEW), plain, Optional.empty(), listener);

        // Then
        assertThat(trained.pick()).contains(new SynthesizerEngine.Pick("argn", Optional.empty()));
        assertThat(checkpoints).isNotEmpty();
    }

    @Test
    void aTableOfManyRowsIsLearnedByLikelihoodWithoutATrial() throws Exception {
        // When
        Trained trained = train(AutoEngine.ENOUGH_ROWS, judge("Ctgan"));

        // Then
        assertThat(trained.pick()).isPresent();
        assertThat(trained.pick().get().engine()).isEqualTo("argn");
        assertThat(trained.pick().get().reason().orElseThrow()).contains("argn: 1000 rows are enough");
    }

    @Test
    void ofFewRowsTheEngineThatIsMeasuredToBeBetterIsPickedAndReadsItsWeights() throws Exception {
        // When
        Trained byCtgan = train(FEW, judge("Ctgan"));
        Trained byArgn = train(FEW, judge("Argn"));

        // Then
        assertThat(byCtgan.pick().orElseThrow())
                .isEqualTo(
                        new SynthesizerEngine.Pick(
                                "ctgan",
                                Optional.of(
                                        "ctgan: only 200 rows, so both engines were tried: quality 0.900 against 0.800 of argn")));
        assertThat(byArgn.pick().orElseThrow())
                .isEqualTo(
                        new SynthesizerEngine.Pick(
                                "argn",
                                Optional.of(
                                        "argn: only 200 rows, so both engines were tried: quality 0.900 against 0.800 of ctgan")));
        for (Trained trained : List.of(byCtgan, byArgn)) {
            try (Synthesizer synthesizer =
                    named(trained.pick().get().engine()).load(new ByteArrayInputStream(trained.weights()))) {
                assertThat(synthesizer.sample(Groups.root(50), new Seed(1)).rows())
                        .isEqualTo(50);
            }
        }
    }

    /** One whose trial ends like this. */
    private AutoEngine whereCtganEndsWith(RuntimeException end) {
        SynthesizerEngine failing = new SynthesizerEngine() {
            private final SynthesizerEngine ctgan = named("ctgan");

            @Override
            public String name() {
                return ctgan.name();
            }

            @Override
            public List<SettingDescriptor> settings() {
                return ctgan.settings();
            }

            @Override
            public Map<String, String> multiples() {
                return ctgan.multiples();
            }

            @Override
            public Trained train(
                    TrainingInput input, Settings given, Optional<InputStream> checkpoint, TrainingListener listener) {
                throw end;
            }

            @Override
            public Synthesizer load(InputStream weights) {
                throw new AssertionError("it has no weights");
            }
        };
        return new AutoEngine(named("argn"), failing);
    }

    @Test
    void whereTheSecondEngineFailsTheFirstOnesWorkIsKept() throws Exception {
        // Given
        AutoEngine auto = whereCtganEndsWith(FailureException.defect("training-diverged", "Training diverged."));

        // When
        Trained trained = auto.train(input(FEW), settings, Optional.empty(), judge("Ctgan"));

        // Then
        assertThat(trained.pick().orElseThrow())
                .isEqualTo(
                        new SynthesizerEngine.Pick(
                                "argn",
                                Optional.of(
                                        "argn: only 200 rows, so both engines were tried: quality 0.800, and ctgan failed (training-diverged)")));
        try (Synthesizer synthesizer = named("argn").load(new ByteArrayInputStream(trained.weights()))) {
            assertThat(synthesizer.sample(Groups.root(50), new Seed(1)).rows()).isEqualTo(50);
        }
    }

    @Test
    void aTrialThatIsCancelledOrCanBeRepeatedEndsTheTraining() {
        for (RuntimeException end : List.of(
                new TrainingCancelledException("things"),
                FailureException.unavailable("storage", "The store is away.", null))) {
            AutoEngine auto = whereCtganEndsWith(end);

            assertThatThrownBy(() -> auto.train(input(FEW), settings, Optional.empty(), judge("Ctgan")))
                    .isSameAs(end);
        }
    }

    private static SynthesizerEngine named(String name) {
        return ServiceLoader.load(SynthesizerEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereNobodyMeasuresNoSecondEngineIsTried() throws Exception {
        // When
        Trained trained = train(FEW, TrainingListener.SILENT);

        // Then
        assertThat(trained.pick().orElseThrow().reason().orElseThrow()).startsWith("argn: validation is off");
    }

    @Test
    void oneSeedGivesTheSameBytes() throws Exception {
        // When
        Trained first = train(FEW, judge("Ctgan"));
        Trained again = train(FEW, judge("Ctgan"));

        // Then
        assertThat(again.weights()).isEqualTo(first.weights());
    }

    @Test
    void anEngineThatItMayPickHasItsOwnDefaultsForWhatIsNotSet() {
        // When
        Settings own = AutoSettings.forEngine(named("ctgan"), Settings.of(engine.settings(), Map.of()));
        Settings set = AutoSettings.forEngine(named("ctgan"), settings);

        // Then
        assertThat(own.integer("epochs")).isEqualTo(300);
        assertThat(set.integer("epochs")).isEqualTo(2);
    }

    @Test
    void weightsAreReadByTheEngineThatWasPicked() {
        // When / Then
        assertThatThrownBy(() -> engine.load(new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("the engine that it picked reads them");
    }
}
