package io.rowmill.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.testing.OrderOfEffects;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.RunPrepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkageHandlerTest {
    private static final String RELATIONSHIP =
            SmallDatabase.METADATA.relationships().get(0).name();

    @TempDir
    private Path dir;

    @TempDir
    private Path workDir;

    private SmallRun run;

    @BeforeEach
    void aPreparedRun() throws IOException {
        run = new SmallRun(dir).ingest().prepare();
    }

    private RecordedJob handle(SmallRun of) throws IOException {
        of.store().forgetEffects();
        RecordedJob job = of.job();
        new LinkageHandler(of.artifacts(), of::data, workDir)
                .handle(new RunPrepared(of.id(), SmallDatabase.TABLES), job);
        return job;
    }

    private static String manifest(SmallRun of) {
        return ArtifactKeys.stageManifest(of.id(), Stages.LINKAGE);
    }

    @Test
    void theLinkageIsStoredThenNamedThenAnnounced() throws IOException {
        // When
        RecordedJob job = handle(run);

        // Then
        OrderOfEffects.assertKept(run.store().effects(), manifest(run), Topics.LINKAGES_FITTED);
        assertThat(job.events(LinkageFitted.class))
                .containsExactly(new LinkageFitted(run.id(), SmallDatabase.TABLES, manifest(run)));
    }

    @Test
    void everyRowOfTheChildHasItsParentsRowInTheIndex() throws IOException {
        // When
        handle(run);

        // Then
        EncodedColumnFile index = run.data().parentIndex(run.linked().parentIndex(RELATIONSHIP), dir);
        List<String[]> orders = SmallDatabase.rows(SmallDatabase.ORDERS).rows();
        for (int row = 0; row < orders.size(); row++) {
            int customer = Integer.parseInt(orders.get(row)[0]);
            assertThat(index.code(0, row)).as("parent of order %d", row).isEqualTo(customer - 1);
        }
    }

    @Test
    void whatIsLearnedIsReadBackWithItsDriver() throws IOException {
        // When
        handle(run);

        // Then
        Linkage linkage = run.linkage();
        assertThat(linkage.graph().table(SmallDatabase.ORDERS).driver())
                .hasValueSatisfying(driver -> assertThat(driver.name()).isEqualTo(RELATIONSHIP));
        assertThat(linkage.graph().table(SmallDatabase.CUSTOMERS).driver()).isEmpty();
    }

    @Test
    void aLinkageThatExistsIsAnnouncedAgainAndNothingIsReadAgain() throws IOException {
        // Given
        List<LinkageFitted> first = handle(run).events(LinkageFitted.class);
        run.data().delete();

        // When
        RecordedJob again = handle(run);

        // Then
        assertThat(again.events(LinkageFitted.class)).isEqualTo(first);
        OrderOfEffects.assertOnlyAnnounced(run.store().effects(), Topics.LINKAGES_FITTED);
    }

    @Test
    void aJobThatDiedBeforeItsManifestIsDoneAgainToTheSameBytes() throws IOException {
        // Given
        handle(run);
        LinkageManifest first = run.linked();
        run.store().delete(manifest(run));

        // When
        handle(run);

        // Then
        assertThat(run.linked()).isEqualTo(first);
    }

    @Test
    void withABaseItsLinkageIsTakenAndTheIndexesAreMadeAnew() throws IOException {
        // Given
        run.link().train().assemble();
        SmallRun next = run.next("run-next")
                .ingest(Map.of("seed", "99"), run.asBase(SmallDatabase.ORDERS, ColumnBatch.WHOLE_TABLE))
                .prepare();

        // When
        handle(next);

        // Then
        assertThat(next.linked().linkage()).isEqualTo(run.linked().linkage());
        assertThat(next.linked().parentIndex(RELATIONSHIP).key()).startsWith(ArtifactKeys.runData(next.id()));
    }

    @Test
    void aTableThatIsNotPreparedIsADefectThatNamesWhatIsMissing() throws IOException {
        // Given
        String missing = ArtifactKeys.tableManifest(run.id(), Stages.PREPROCESS, SmallDatabase.ORDERS);
        run.store().delete(missing);

        // When
        FailureException failure = catchThrowableOfType(FailureException.class, () -> handle(run));

        // Then
        assertThat(failure.failure())
                .isEqualTo(new Failure.Defect("missing-artifact", List.of("There is no " + missing + ".")));
        assertThat(run.store().effects()).isEmpty();
    }

    @Test
    void noRealRowStaysInTheWorkDirectory() throws IOException {
        // When
        handle(run);

        // Then
        try (Stream<Path> left = Files.walk(workDir)) {
            assertThat(left).containsExactly(workDir);
        }
    }
}
