package io.rowmill.platform.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.table.csv.JsonStyle;
import io.rowmill.core.transform.Encoding;
import io.rowmill.platform.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manifests as they were written before tables had batches and models had bases. */
class EarlierManifestsTest {
    private static final String BLOB = "{\"digest\": \"sha256:" + "0".repeat(64) + "\", \"size\": 1}";
    private static final String SYNTHESIZER =
            """
            {"formatVersion": 1, "runId": "run-1", "table": "t", "batch": "all", "engine": "ctgan", "columns": ["a", "b"],
             "settings": {}, "weights": %s, "metrics": {}, "accuracy1": 0.9, "accuracy2": 0.8}"""
                    .formatted(BLOB);

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Artifacts artifacts = new Artifacts(store);

    private <T> T read(String json, Class<T> type) throws IOException {
        store.put("manifest", json.getBytes(StandardCharsets.UTF_8));
        return artifacts.read("manifest", type);
    }

    @Test
    void aPreparedTableWithoutBatchesIsLearnedWhole() throws IOException {
        // When
        PreprocessManifest prepared = read(
                """
                {"formatVersion": 1, "runId": "run-1", "table": "t", "rows": 3, "transform": %s, "columns": [
                  {"column": "a", "parts": [{"kind": "scalar"}], "key": "k", "digest": "d", "size": 1},
                  {"column": "constant", "parts": [], "key": "", "digest": "", "size": 0}]}"""
                        .formatted(BLOB),
                PreprocessManifest.class);

        // Then
        assertThat(prepared.batches()).containsExactly(ColumnBatch.whole(List.of("a")));
        assertThat(artifacts.rules("t", prepared.rules()).derivations()).isEmpty();
    }

    @Test
    void aModelHasTheAccuracyOfItsOnlySynthesizerAndNoBase() throws IOException {
        // When
        ModelManifest model = read(
                """
                {"formatVersion": 1, "modelId": "model-1", "runId": "run-1", "name": "n", "metadata": {}, "linkage": %s,
                 "tables": [{"table": "t", "sourceRows": 3, "transform": %s, "synthesizers": [%s]}], "seed": 0,
                 "provenance": {"rowmillVersion": "1", "javaVersion": "17", "requestedAtMillis": 0, "readyAtMillis": 0,
                   "settings": {}, "warnings": []}}"""
                        .formatted(BLOB, BLOB, SYNTHESIZER),
                ModelManifest.class);

        // Then
        assertThat(model.table("t").accuracy1()).isEqualTo(0.9);
        assertThat(model.table("t").accuracy2()).isEqualTo(0.8);
        assertThat(model.table("t").synthesizer("all").columnBatch()).isEqualTo(ColumnBatch.whole(List.of("a", "b")));
        assertThat(model.baseModel()).isEmpty();
        assertThat(artifacts.rules("t", model.table("t").rules()).derivations()).isEmpty();
    }

    @Test
    void aLinkageWithoutTablesPreparedAgainLeavesThemAsTheyWere() throws IOException {
        // When
        LinkageManifest linkage = read(
                """
                {"formatVersion": 1, "runId": "run-1", "linkage": %s, "parentIndexes": [
                  {"relationship": "t.a->p", "key": "k", "digest": "d", "size": 1}], "siblingOrders": []}"""
                        .formatted(BLOB),
                LinkageManifest.class);

        // Then
        assertThat(linkage.prepared()).isEmpty();
        assertThat(linkage.preparedAgain("t")).isEmpty();
    }

    @Test
    void aRunOfOneEngineGoesOnWithItInAllTables() throws IOException {
        // When
        IngestManifest ingest = read(
                """
                {"formatVersion": 1, "runId": "run-1", "name": "n", "metadata": {}, "tables": [
                  {"table": "t", "rows": 3, "droppedRows": 0, "key": "k", "digest": "d", "size": 1}],
                 "settings": {"engine": "argn"}, "tableSettings": {"t": {"epochs": "7"}}, "warnings": [],
                 "requestedAtMillis": 0, "base": null, "encoding": "CATEGORICAL"}""",
                IngestManifest.class);

        // Then
        assertThat(ingest.encoding("t")).isEqualTo(Encoding.CATEGORICAL);
        assertThat(ingest.encoding("t", "b1")).isEqualTo(Encoding.CATEGORICAL);
        assertThat(ingest.tableSettings().get("t"))
                .containsEntry("engine", "argn")
                .containsEntry("epochs", "7");
        assertThat(ingest.snapshot("t").file()).isNull();
    }

    @Test
    void aFileOfBeforeJsonLinesWereWrittenIsDelimitedText() throws IOException {
        // Given
        String dialect =
                """
                "dialect": {"delimiter": ";", "quote": null, "quotes": "NEEDED", "encoding": "UTF-8", "byteOrderMark": false,
                  "lineEnd": "\\n", "header": true, "comment": null, "skipLines": 0, "nulls": [], "nullText": ""}""";

        // When
        FileStyle earlier = read("{\"suffix\": \".tsv\", %s}".formatted(dialect), FileStyle.class);
        FileStyle json = read(
                "{\"suffix\": \".jsonl\", %s, \"json\": {\"texts\": [\"a\"], \"leftOut\": []}}".formatted(dialect),
                FileStyle.class);

        // Then
        assertThat(earlier.dialect().delimiter()).isEqualTo(';');
        assertThat(earlier.json()).isNull();
        assertThat(json.json()).isEqualTo(new JsonStyle(List.of("a"), List.of()));
    }
}
