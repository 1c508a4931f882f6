package io.rowmill.platform.artifact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Object keys. Names from requests are percent-encoded, so that none can leave its place. */
public final class ArtifactKeys {
    private ArtifactKeys() {}

    /** Everything that holds real rows; deleted when the run ends. */
    public static String runData(String runId) {
        return "runs/" + safe(runId) + "/data/";
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

    /** @param relationship index of the relationship in the metadata */
    public static String parentIndex(String runId, int relationship) {
        return runData(runId) + "linkage/" + relationship + ".idx";
    }

    public static String checkpoint(String runId, String table, String batch) {
        return runData(runId) + "checkpoints/" + safe(table) + "/" + safe(batch);
    }

    public static String stageManifest(String runId, String stage) {
        return "runs/" + safe(runId) + "/" + stage + "/manifest.json";
    }

    public static String tableManifest(String runId, String stage, String table) {
        return "runs/" + safe(runId) + "/" + stage + "/" + safe(table) + "/manifest.json";
    }

    public static String jobManifest(String runId, String table, String batch) {
        return "runs/" + safe(runId) + "/trainer/" + safe(table) + "/" + safe(batch) + "/manifest.json";
    }

    public static String model(String modelId) {
        return "models/" + safe(modelId) + "/manifest.json";
    }

    /** What an engine publishes about its settings when a trainer starts. */
    public static String engine(String name) {
        return "engines/" + safe(name) + ".json";
    }

    /** Says that a topic outside rowmill's own names was made for rows. */
    public static String rowTopic(String topic) {
        return "row-topics/" + safe(topic) + ".json";
    }

    public static String samplePlan(String sampleId) {
        return "samples/" + safe(sampleId) + "/plan.json";
    }

    public static String sampleManifest(String sampleId) {
        return "samples/" + safe(sampleId) + "/manifest.json";
    }

    /** What the children of a chunk's rows need. */
    public static String handOver(String sampleId, String table, long chunk) {
        return handOvers(sampleId) + safe(table) + "/" + chunk;
    }

    public static String handOvers(String sampleId) {
        return "samples/" + safe(sampleId) + "/chunks/";
    }

    private static String safe(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
