package io.rowmill.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import io.rowmill.ingest.snapshot.SnapshotListener;
import io.rowmill.ingest.snapshot.SnapshotOptions;
import io.rowmill.ingest.snapshot.SnapshotTaker;
import io.rowmill.ingest.snapshot.Snapshots;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that the databases of services for many customers have, as PostgreSQL's catalogue declares them. */
class SaasSchemaTest {
    private static final SnapshotOptions STRICT = new SnapshotOptions(false, false, OptionalLong.empty(), new Seed(1));

    @TempDir
    Path work;

    @BeforeAll
    static void createSchema() throws Exception {
        PostgresServer.run(
                "CREATE SCHEMA saas",
                "CREATE TABLE saas.workspace (id int PRIMARY KEY, slug text NOT NULL UNIQUE, uid uuid NOT NULL UNIQUE)",
                """
                CREATE TABLE saas.member (workspace int REFERENCES saas.workspace, nr int, handle text NOT NULL, mail text,
                  PRIMARY KEY (workspace, nr), UNIQUE (workspace, handle))""",
                "CREATE UNIQUE INDEX member_mail ON saas.member (lower(mail))",
                "CREATE UNIQUE INDEX member_first ON saas.member (handle) WHERE nr = 1 AND workspace = 1",
                "CREATE UNIQUE INDEX member_pk_again ON saas.member (nr, workspace) INCLUDE (mail)",
                """
                CREATE TABLE saas.project (workspace int REFERENCES saas.workspace, nr int, title text,
                  PRIMARY KEY (workspace, nr))""",
                """
                CREATE TABLE saas.task (workspace int, project int, nr int, owner int, subject_type text, subject_id int,
                  PRIMARY KEY (workspace, project, nr),
                  FOREIGN KEY (workspace, project) REFERENCES saas.project,
                  FOREIGN KEY (workspace, owner) REFERENCES saas.member)""",
                "CREATE TABLE saas.hook (id int PRIMARY KEY, space uuid REFERENCES saas.workspace (uid), url text)",
                "CREATE TABLE saas.plan (id int PRIMARY KEY, workspace int NOT NULL UNIQUE REFERENCES saas.workspace)",
                "CREATE TABLE saas.trial (id int PRIMARY KEY REFERENCES saas.plan, days int)",
                "CREATE TABLE saas.extended (id int PRIMARY KEY REFERENCES saas.trial, more int)",
                """
                INSERT INTO saas.workspace SELECT g, 'space-' || chr(96 + g),
                  ('00000000-0000-4000-8000-' || lpad(g::text, 12, '0'))::uuid FROM generate_series(1, 5) g""",
                """
                INSERT INTO saas.member SELECT w, m, 'user' || m, CASE WHEN m > 1 THEN w || 'x' || m || '@mail.org' END
                  FROM generate_series(1, 5) w, generate_series(1, 6) m""",
                """
                INSERT INTO saas.project SELECT w, p, 'project ' || p
                  FROM generate_series(1, 5) w, generate_series(1, 4) p""",
                """
                INSERT INTO saas.task SELECT w, p, t, 1 + (p + t) % 6, 'page', t
                  FROM generate_series(1, 5) w, generate_series(1, 4) p, generate_series(1, 7) t""",
                """
                INSERT INTO saas.hook SELECT g, CASE WHEN g % 4 > 0 THEN
                  ('00000000-0000-4000-8000-' || lpad((1 + g % 5)::text, 12, '0'))::uuid END, 'u' || g
                  FROM generate_series(1, 30) g""",
                "INSERT INTO saas.plan SELECT g, g FROM generate_series(1, 5) g",
                "INSERT INTO saas.trial SELECT g, 14 FROM generate_series(1, 3) g",
                "INSERT INTO saas.extended VALUES (2, 7)");
    }

    @Test
    void alternateKeysAndWhatRefersToThemAreRead() throws IOException {
        // When
        MetadataFindings found = SourceDetector.detect(PostgresServer.source("saas"));
        DatabaseMetadata metadata = found.metadata();

        // Then
        assertThat(found.errors()).isEmpty();
        assertThat(metadata.table("workspace").alternateKeys())
                .containsExactlyInAnyOrder(List.of("slug"), List.of("uid"));
        assertThat(metadata.table("member").alternateKeys()).containsExactly(List.of("workspace", "handle"));
        assertThat(metadata.table("plan").alternateKeys()).containsExactly(List.of("workspace"));
        assertThat(metadata.relationships())
                .extracting(Relationship::childTable, Relationship::childKey, Relationship::parentKey)
                .contains(
                        tuple("hook", List.of("space"), List.of("uid")),
                        tuple("task", List.of("workspace", "project"), List.of("workspace", "nr")),
                        tuple("task", List.of("workspace", "owner"), List.of("workspace", "nr")));
        assertThat(metadata.relationships()).hasSize(8);
        assertThat(MetadataJson.read(MetadataJson.write(metadata), "again").metadata())
                .isEqualTo(metadata);
    }

    @Test
    void whatIsNoKeyOrIsNotKeptIsListed() throws IOException {
        // When
        MetadataFindings found = SourceDetector.detect(PostgresServer.source("saas"));

        // Then
        assertThat(found.warnings())
                .contains(
                        "Table member: unique index member_first is skipped: it covers only a part of the rows.",
                        "Table member: unique index member_mail is skipped: it is on an expression, or on a column that is skipped.",
                        "Table plan: the alternate key (workspace) is not kept yet: synthetic rows may repeat values of it.")
                .anyMatch(w -> w.startsWith("Table task: columns subject_type and subject_id look like a reference"))
                .noneMatch(w -> w.contains("member_pk_again"));
        assertThat(AlternateKeys.of(found.metadata(), "workspace").uniqueColumns())
                .containsExactly("slug");
    }

    @Test
    void theRowsKeepTheirKeysAndTheTablesHaveAnOrder() throws IOException {
        // Given
        Source source = PostgresServer.source("saas");

        // When
        Snapshots taken = SnapshotTaker.take(
                source, SourceDetector.detect(source).metadata(), STRICT, work, SnapshotListener.SILENT);

        // Then
        assertThat(taken.tables())
                .extracting(t -> t.table() + " " + t.rowCount())
                .contains("task 140", "member 30", "hook 30", "extended 1");
        SchemaGraph graph = SchemaGraph.of(taken.metadata(), Map.of());
        assertThat(graph.table("task").driver().orElseThrow().parent()).isEqualTo("project");
    }
}
