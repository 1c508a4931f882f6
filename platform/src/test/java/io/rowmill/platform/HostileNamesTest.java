package io.rowmill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.storage.Keys;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that come from requests and sources stay in their place, whatever they are. */
class HostileNamesTest {
    private static final List<String> NAMES = List.of(
            "..",
            ".",
            "../../models/model-1",
            "a/b",
            "/etc/passwd",
            "a\\b",
            "a\0b",
            "line\nbreak",
            "%2e%2e%2f",
            "..%2F",
            "a b",
            "\u202Eevil",
            "ａ/ｂ",
            "\uFF0E\uFF0E/",
            "ﬁ",
            "C:\\x",
            "~",
            "*",
            "'; DROP TABLE x; --",
            "\"",
            "x".repeat(100),
            "x".repeat(200),
            "x".repeat(201),
            "é".repeat(110),
            "é".repeat(109) + "e",
            "x".repeat(5000));

    @TempDir
    Path dir;

    @Test
    void noNameLeavesItsPlaceInTheStore() {
        List<UnaryOperator<String>> makers = List.of(
                ArtifactKeys::runData,
                run -> ArtifactKeys.stageManifest(run, Stages.INGEST),
                table -> ArtifactKeys.snapshot("run", table),
                table -> ArtifactKeys.tableManifest("run", Stages.PREPROCESS, table),
                batch -> ArtifactKeys.jobManifest("run", "table", batch),
                batch -> ArtifactKeys.checkpoint("run", "table", batch),
                ArtifactKeys::model,
                ArtifactKeys::engine,
                ArtifactKeys::samplePlan,
                ArtifactKeys::sampleManifest,
                ArtifactKeys::rowTopic,
                table -> ArtifactKeys.handOver("sample", table, 0));
        for (UnaryOperator<String> maker : makers) {
            String usual = maker.apply("usual");
            Set<String> keys = new HashSet<>();
            for (String name : NAMES) {
                String key = maker.apply(name);
                Keys.requirePrefix(key);
                assertThat(key.split("/")).as(key).hasSameSizeAs(usual.split("/"));
                assertThat(key.split("/")).as("what file systems take").allMatch(segment -> segment.length() <= 205);
                assertThat(key).startsWith(usual.substring(0, usual.indexOf("usual")));
                keys.add(key);
            }
            assertThat(keys).as("each name has a place of its own").hasSameSizeAs(NAMES);
        }
    }

    @Test
    void noTableNameLeadsToAnIllegalTopicOrToAnothersTopic() {
        Set<String> topics = new HashSet<>();
        for (String name : NAMES) {
            String topic = Topics.rows("rowmill.rows.shop.sample-1", name, 4).name();
            assertThat(topic)
                    .matches("rowmill\\.rows\\.shop\\.sample-1\\.[a-zA-Z0-9._-]+")
                    .hasSizeLessThan(249);
            topics.add(topic);
        }
        assertThat(topics).hasSameSizeAs(NAMES);
    }

    @Test
    void noPrefixLeadsToRowmillsOwnTopicsOrKafkas() {
        // Given
        List<String> own = Topics.all().stream()
                .flatMap(topic -> List.of(topic, topic.deadLetters()).stream())
                .map(Topic::name)
                .toList();

        // Then
        for (String topic : own) {
            for (int dot = topic.indexOf('.'); dot >= 0; dot = topic.indexOf('.', dot + 1)) {
                assertThat(Topics.isReserved(topic.substring(0, dot))).as(topic).isTrue();
            }
        }
        assertThat(Topics.isReserved("__consumer_offsets")).isTrue();
        assertThat(Topics.isReserved("rowmill.rows.shop.of-somebody-else")).isTrue();
        assertThat(Topics.isReserved("rowmillion.orders")).isFalse();
    }

    @Test
    void noRunLeavesTheWorkDirectory() throws IOException {
        for (String name : NAMES) {
            try (JobDir job = new JobDir(dir, name)) {
                assertThat(job.path().getParent()).isEqualTo(dir);
            }
        }
    }

    @Test
    void onlyPlainNamesAreLetInAsIds() {
        assertThat(NAMES.stream().filter(RunNames::isValid)).containsExactly("x".repeat(100));
        assertThat(RunNames.isValid("")).isFalse();
        assertThat(RunNames.isValid("x".repeat(101))).isFalse();
        assertThat(RunNames.isValid("run-1\n")).isFalse();
    }
}
