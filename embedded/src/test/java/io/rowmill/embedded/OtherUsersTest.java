package io.rowmill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.embedded.EmbeddedPlatform.Addresses;
import io.rowmill.embedded.EmbeddedPlatform.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else on this machine gets to see of a running platform. */
@DisabledOnOs(OS.WINDOWS)
class OtherUsersTest {
    private static final String NOBODY = "65534";
    private static final String FOR_ALL = "rwxr-xr-x";

    @TempDir
    Path directory;

    private static void permit(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void unsignedRequestsGetNothingEvenWhereFilesAreOpenToAll() throws Exception {
        // Given
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(directory, 0, "rowmill")) {
            Path bucket = directory.resolve("objects/rowmill");
            Files.writeString(bucket.resolve("secret"), "cells");
            permit(bucket.resolve("secret"), "rw-r--r--");
            permit(bucket, FOR_ALL);
            String url = store.endpoint();

            // When
            Map<String, Integer> answers = new TreeMap<>();
            for (String call : List.of(
                    "GET /",
                    "GET /rowmill",
                    "GET /rowmill?list-type=2",
                    "HEAD /rowmill",
                    "GET /rowmill?acl",
                    "GET /rowmill/secret",
                    "HEAD /rowmill/secret",
                    "PUT /rowmill/mine",
                    "PUT /mine",
                    "DELETE /rowmill/secret",
                    "DELETE /rowmill")) {
                answers.put(call, status(url, call));
            }

            // Then
            assertThat(answers)
                    .allSatisfy((call, status) -> assertThat(status).as(call).isEqualTo(403));
            assertThat(bucket.resolve("secret")).hasContent("cells");
        }
    }

    private static int status(String url, String call) throws Exception {
        String[] parts = call.split(" ", 2);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + parts[1]))
                .method(parts[0], BodyPublishers.ofString(parts[0].startsWith("P") ? "x" : ""))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aPostWithoutAValidSignatureWritesNothing() throws Exception {
        // Given
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(directory, 0, "rowmill")) {
            Path bucket = directory.resolve("objects/rowmill");
            permit(bucket, "rwxrwxrwx");

            // When
            int unsigned = upload(store, Map.of("key", "mine"));
            int forged = upload(
                    store,
                    Map.of("key", "mine", "AWSAccessKeyId", store.accessKey(), "policy", "e30=", "signature", "e30="));
            int deletion = status(store.endpoint(), "POST /rowmill?delete");
            int parts = status(store.endpoint(), "POST /rowmill/mine?uploads");

            // Then
            assertThat(List.of(unsigned, forged, deletion, parts)).allMatch(status -> status >= 400);
            assertThat(bucket).isEmptyDirectory();
        }
    }

    private static int upload(EmbeddedObjectStore store, Map<String, String> fields) throws Exception {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(part("name=\"" + name + "\"", value)));
        form.append(part("name=\"file\"; filename=\"f\"", "cells")).append("--edge--\r\n");
        HttpRequest request = HttpRequest.newBuilder(URI.create(store.endpoint() + "/rowmill"))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofString(form.toString()))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String part(String disposition, String value) {
        return "--edge\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
    }

    @Test
    void aDataDirectoryBelongsToItsOwnerAloneAlsoIfItWasOpenBefore() throws Exception {
        // Given
        Path data = Files.createDirectories(directory.resolve("data"));
        permit(data, FOR_ALL);

        // When
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(data, Ports.ANY)) {

            // Then
            for (String path : List.of("", "kafka", "s3", "s3/objects", "s3/objects/rowmill")) {
                assertThat(permissions(data.resolve(path))).as(path).isEqualTo("rwx------");
            }
            assertThat(permissions(data.resolve("s3/credentials.properties"))).isEqualTo("rw-------");
            Addresses at = platform.addresses();
            assertThat(status(at.s3Endpoint(), "GET /" + at.bucket())).isEqualTo(403);
        }
    }

    @Test
    void anotherUserCannotListADataDirectory() throws Exception {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/bin/setpriv")),
                "only root can become another user, by setpriv");

        // Given
        permit(directory, FOR_ALL);
        Path data = directory.resolve("data");
        assertThat(listedByNobody(directory)).isZero();

        // When
        PrivateFiles.directory(data);

        // Then
        assertThat(listedByNobody(data)).isNotZero();
    }

    private static int listedByNobody(Path path) throws Exception {
        Process list = new ProcessBuilder(
                        "setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "ls", path.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(list.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return list.exitValue();
    }
}
