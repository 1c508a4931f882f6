package io.rowmill.platform.artifact;

import io.rowmill.platform.storage.Digests;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Object keys. Names from requests are percent-encoded, so that no name can leave its folder. */
public final class ArtifactKeys {
    /** Prefix of everything that belongs to runs. */
    public static final String RUNS = "runs/";

    private static final int MAX_SEGMENT = 200;
    private static final Pattern RUN_DATA = Pattern.compile(RUNS + "([^/]+)/data/.*");

    private ArtifactKeys() {}

    /** Prefix of all real rows of a run; deleted when the run ends. */
    public static String runData(String runId) {
        return RUNS + safe(runId) + "/data/";
    }

    /** @return id of the run whose real rows the object contains; empty if it contains none */
    public static Optional<String> runOfData(String key) {
        Matcher data = RUN_DATA.matcher(key);
        return data.matches()
                ? Optional.of(URLDecoder.decode(data.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Files that a client uploaded for a run. */
    public static String upload(String runId) {
        return runData(runId) + "upload/";
    }

    public static String snapshot(String runId, String table) {
        return runData(runId) + "raw/" + safe(table) + ".avro";
    }

    /** @param column index of the column in the table's metadata */
    public static String encodedColumn(String runId, String table, int column) {
        return runData(runId) + "encoded/" + safe(table) + "/" + column + ".col";
    }

    /** Like {@link #encodedColumn}, of a table that linkage encodes again. */
    public static String encodedAgain(String runId, String table, int column) {
        return runData(runId) + "encoded-again/" + safe(table) + "/" + column + ".col";
    }

    /** @param relationship index of the relationship in the metadata */
    public static String parentIndex(String runId, int relationship) {
        return runData(runId) + "linkage/" + relationship + ".idx";
    }

    /** @param table index of the table in the metadata */
    public static String siblingOrder(String runId, int table) {
        return runData(runId) + "linkage/order-" + table + ".idx";
    }

    /** @param level index of the level in the linkage */
    public static String parentLevel(String runId, int level) {
        return runData(runId) + "linkage/level-" + level + ".col";
    }

    /** How the real rows of a private run join; its trainings read them by it. */
    public static String realLinkage(String runId) {
        return runData(runId) + "real/linkage.json";
    }

    /** The real rows of a private run, as its trainings may read them. */
    public static String realSnapshots(String runId) {
        return runData(runId) + "real/snapshots.json";
    }

    /** What a private training left first. */
    public static String realWeights(String runId, String job) {
        return runData(runId) + "real/weights/" + safe(job);
    }

    /** A charge of a run's privacy budget with what it bought. */
    public static String charge(String runId, String name) {
        return charges(runId) + safe(name) + ".json";
    }

    public static String charges(String runId) {
        return RUNS + safe(runId) + "/ledger/";
    }

    public static String checkpoint(String runId, String table, String batch) {
        return runData(runId) + "checkpoints/" + safe(table) + "/" + safe(batch);
    }

    public static String stageManifest(String runId, String stage) {
        return RUNS + safe(runId) + "/" + stage + "/manifest.json";
    }

    public static String tableManifest(String runId, String stage, String table) {
        return RUNS + safe(runId) + "/" + stage + "/" + safe(table) + "/manifest.json";
    }

    public static String jobManifest(String runId, String table, String batch) {
        return RUNS + safe(runId) + "/trainer/" + safe(table) + "/" + safe(batch) + "/manifest.json";
    }

    public static String model(String modelId) {
        return "models/" + safe(modelId) + "/manifest.json";
    }

    /** The seal of a model, beside its manifest. */
    public static String seal(String modelId) {
        return "models/" + safe(modelId) + "/sealed.json";
    }

    /** What an engine publishes about its settings when a trainer starts. */
    public static String engine(String name) {
        return "engines/" + safe(name) + ".json";
    }

    /** The mark that a topic with a name outside rowmill's own was created for rows. */
    public static String rowTopic(String topic) {
        return "row-topics/" + safe(topic) + ".json";
    }

    /** How often processes started the first record of a partition that they had just received. */
    public static String start(String group, String topic, int partition) {
        return "starts/" + safe(group) + "/" + safe(topic) + "/" + partition + ".json";
    }

    public static String samplePlan(String sampleId) {
        return "samples/" + safe(sampleId) + "/plan.json";
    }

    public static String sampleManifest(String sampleId) {
        return "samples/" + safe(sampleId) + "/manifest.json";
    }

    /** What other chunks need of a chunk. */
    public static String handOver(String sampleId, String table, long chunk) {
        return handOvers(sampleId) + safe(table) + "/" + chunk;
    }

    /** What a table's rows say of rows of a chunk that they refer to, from its given row on. */
    public static String totals(String sampleId, String table, long parentChunk, long offset) {
        return handOvers(sampleId) + safe(table) + "/totals/" + parentChunk + "-" + offset;
    }

    /** Given cells of a sample's rows; deleted when the sample ends. */
    public static String given(String sampleId) {
        return "samples/" + safe(sampleId) + "/given/";
    }

    /** The file as a client uploaded it. */
    public static String givenFile(String sampleId) {
        return given(sampleId) + "file";
    }

    /** Some of its rows. */
    public static String givenBlock(String sampleId, long block) {
        return given(sampleId) + "rows/" + block;
    }

    public static String handOvers(String sampleId) {
        return "samples/" + safe(sampleId) + "/chunks/";
    }

    /** Shortens a segment that may be too long for file systems (255 bytes, with suffixes of a store) and adds a digest. */
    private static String safe(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        if (encoded.length() > MAX_SEGMENT) {
            String digest =
                    Digests.sha256(name.getBytes(StandardCharsets.UTF_8)).substring("sha256:".length());
            return encoded.substring(0, MAX_SEGMENT / 2) + "~" + digest;
        }
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
