package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.transform.Encoding;
import io.rowmill.ingest.snapshot.SnapshotListener;
import io.rowmill.ingest.snapshot.SnapshotOptions;
import io.rowmill.ingest.snapshot.SnapshotTaker;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.EngineDescriptor;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.schemas.FitRequested;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random metadata, settings and bytes of files: whatever comes, ingest takes it or rejects it with sentences.
 * {@code -Drowmill.fuzz.seed=N} tries others, or repeats one; {@code -Drowmill.fuzz.rounds=N} goes on for longer. The seed is fixed
 * unless told otherwise: a build that was green stays green.
 */
class FuzzTest {
    private static final long SEED = Long.getLong("rowmill.fuzz.seed", 7);
    private static final int ROUNDS = Integer.getInteger("rowmill.fuzz.rounds", 500);
    private static final String RUN = "run-fuzz";
    private static final String METADATA =
            """
            {"METADATA_SPEC_VERSION": "V1", "tables": {
               "a": {"columns": {"id": {"sdtype": "id"}, "n": {"sdtype": "numerical"}, "b": {"sdtype": "boolean"}}, "primary_key": "id"},
               "c": {"columns": {"x": {"sdtype": "id"}, "y": {"sdtype": "id"}, "d": {"sdtype": "datetime", "datetime_format": "%Y-%m-%d"},
                     "t": {"sdtype": "text"}}, "primary_key": ["x", "y"]}},
             "relationships": [
               {"parent_table_name": "a", "parent_primary_key": "id", "child_table_name": "c", "child_foreign_key": "x",
                "context_columns": ["n"], "driver": true}]}
            """;
    private static final String A = "id,n,b\n1,2.5,true\n2,,false\n3,1e3,\n";
    private static final String C = "x,y,d,t\n1,1,2024-02-29,\"a\nb\"\n1,2,,c\n3,1,2024-01-01,\n";
    private static final List<String> SETTINGS = List.of(
            "epochs", "seed", "dropInvalidRows", "samplingStrategy", "sampleSize", "a.epochs", "batchSize", "nonsense");
    private static final List<String> VALUES =
            List.of("1", "-1", "true", "RELATIONAL", "RANDOM", "", "1e99", "\u0000", "500");
    private static final String PIECES = "{}[]\",:\\\n\r\t 0123456789abcdxy.-;'%\u0000\uFEFF\uFFFFé";

    private static final EngineDescriptor ENGINE = new EngineDescriptor(
            RunSettings.DEFAULT_ENGINE,
            List.of(integer("epochs", "300"), integer("batchSize", "500"), integer("pac", "10")),
            Map.of("batchSize", "pac"),
            Encoding.NORMALIZED);

    @TempDir
    Path work;

    @Test
    @Timeout(300)
    void whateverComesIsTakenOrRejectedWithSentences() throws IOException {
        System.out.println("fuzz: -Drowmill.fuzz.seed=" + SEED);
        SplittableRandom seeds = new SplittableRandom(SEED);
        int taken = 0;
        int rejected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long seed = round == 0 ? SEED : seeds.nextLong();
            if (isTaken(new SplittableRandom(seed), seed)) {
                taken++;
            } else {
                rejected++;
            }
        }
        assertThat(taken)
                .as("some of %d rounds get through, or the test tries nothing", taken + rejected)
                .isPositive();
        assertThat(rejected).isPositive();
    }

    private boolean isTaken(SplittableRandom random, long seed) throws IOException {
        MemoryObjectStore store = new MemoryObjectStore();
        Artifacts artifacts = new Artifacts(store);
        artifacts.createOnce(ArtifactKeys.engine(ENGINE.name()), ENGINE, EngineDescriptor.class);
        String prefix = ArtifactKeys.upload(RUN);
        put(store, prefix + "a.csv", mutated(A, random));
        put(store, prefix + (random.nextInt(20) == 0 ? "c.csv.gz" : "c.csv"), mutated(C, random));
        if (random.nextInt(3) > 0) {
            put(store, prefix + "metadata.json", mutated(METADATA, random));
        }
        try (Source source = new CsvSource(new StoredFiles(store, prefix));
                JobDir dir = new JobDir(work, RUN)) {
            RequestCheck.Accepted accepted = new RequestCheck(artifacts).check(request(random), source);
            SnapshotOptions options = new SnapshotOptions(
                    random.nextBoolean(),
                    accepted.keysAreGuessed(),
                    random.nextInt(3) == 0 ? OptionalLong.of(2) : OptionalLong.empty(),
                    new Seed(1));
            SnapshotTaker.take(source, accepted.metadata(), options, dir.path(), SnapshotListener.SILENT);
            return true;
        } catch (FailureException e) {
            assertThat(e.failure()).as("seed %d", seed).isInstanceOf(Failure.Rejected.class);
            assertThat(e.failure().messages()).as("seed %d", seed).isNotEmpty().allSatisfy(m -> assertThat(m)
                    .doesNotContain("Exception")
                    .endsWith("."));
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("-Drowmill.fuzz.seed=" + seed + ": " + e, e);
        }
    }

    private static FitRequested request(SplittableRandom random) {
        Map<String, String> settings = new HashMap<>();
        for (int i = random.nextInt(6) == 0 ? 2 : 0; i > 0; i--) {
            settings.put(SETTINGS.get(random.nextInt(SETTINGS.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        return FitRequested.newBuilder()
                .setRunId(RUN)
                .setName("fuzz")
                .setSource(new io.rowmill.schemas.Source("store:" + ArtifactKeys.upload(RUN), null, null, Map.of()))
                .setMetadata(random.nextInt(10) == 0 ? text(mutated(METADATA, random)) : null)
                .setSettings(settings)
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    /** Characters replaced, pieces doubled or cut, bytes put in; now and then nothing, or nothing but noise. */
    private static byte[] mutated(String original, SplittableRandom random) {
        int kind = random.nextInt(12);
        if (kind < 5) {
            return bytes(original);
        }
        StringBuilder text = new StringBuilder(kind == 5 ? "" : original);
        for (int i = random.nextInt(kind == 5 ? 200 : 4); i >= 0 && kind > 4; i--) {
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(30));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 3 -> text.append(text.substring(at, to));
                default ->
                    text.replace(
                            at, Math.min(text.length(), at + 1), "" + PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        byte[] bytes = bytes(text.toString());
        if (kind == 6 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static SettingDescriptor integer(String name, String defaultValue) {
        return new SettingDescriptor(
                name, SettingDescriptor.Type.INTEGER, defaultValue, "> 0", "", List.of(), 1, 1000, true);
    }

    private static void put(MemoryObjectStore store, String key, byte[] bytes) throws IOException {
        store.put(key, bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
