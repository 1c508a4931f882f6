package io.rowmill.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store must do; each adapter's test extends it. */
public abstract class ObjectStoreContract {
    /** More than one part of a multipart upload. */
    private static final int LARGE = 11 << 20;

    @TempDir
    Path files;

    private ObjectStore store;

    /** An empty store. */
    protected abstract ObjectStore newStore() throws Exception;

    @BeforeEach
    void makeStore() throws Exception {
        store = newStore();
    }

    private String text(String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<String> keys(String prefix) throws IOException {
        try (Stream<StoredObject> found = store.list(prefix)) {
            return found.map(StoredObject::key).sorted().toList();
        }
    }

    @Test
    void whatWasPutIsRead() throws IOException {
        // Given
        store.put("a/b", "first".getBytes(UTF_8));

        // When
        store.put("a/b", "second".getBytes(UTF_8));

        // Then
        assertThat(text("a/b")).isEqualTo("second");
        assertThat(store.stat("a/b").orElseThrow().size()).isEqualTo(6);
        assertThat(store.exists("a/b")).isTrue();
    }

    @Test
    void anEmptyObjectIsAnObject() throws IOException {
        // When
        store.put("empty", new byte[0]);

        // Then
        assertThat(text("empty")).isEmpty();
        assertThat(store.stat("empty").orElseThrow().size()).isZero();
    }

    @Test
    void aLargeFileArrivesWholeAndComesBackAsAFile() throws IOException {
        // Given
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(files.resolve("in"), bytes);

        // When
        store.put("large", file);
        store.download("large", files.resolve("out"));

        // Then
        assertThat(Files.mismatch(file, files.resolve("out"))).isEqualTo(-1);
        assertThat(files.toFile().list()).containsExactlyInAnyOrder("in", "out");
    }

    @Test
    void anObjectTellsWhenItWasWritten() throws IOException {
        // Given
        Instant before = Instant.now();

        // When
        store.put("dir/new", new byte[1]);

        // Then
        Instant written = store.stat("dir/new").orElseThrow().writtenAt();
        assertThat(written).isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
        try (Stream<StoredObject> found = store.list("dir/")) {
            assertThat(found.map(StoredObject::writtenAt)).containsExactly(written);
        }
    }

    @Test
    void aStreamOfUnknownLengthArrivesWhole() throws IOException {
        // Given
        byte[] bytes = new byte[LARGE];
        new Random(2).nextBytes(bytes);

        // When
        store.put("stream", new ByteArrayInputStream(bytes));

        // Then
        try (InputStream in = store.open("stream")) {
            assertThat(Digests.sha256(in.readAllBytes())).isEqualTo(Digests.sha256(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,3,abc", "2,2,cd", "4,100,ef", "6,1,", "100,1,", "2,0,"})
    void aRangeIsCutAtTheEndOfTheObject(String example) throws IOException {
        // Given
        store.put("range", "abcdef".getBytes(UTF_8));
        String[] parts = example.split(",", -1);

        // When
        String found;
        try (InputStream in = store.open("range", Long.parseLong(parts[0]), Long.parseLong(parts[1]))) {
            found = new String(in.readAllBytes(), UTF_8);
        }

        // Then
        assertThat(found).isEqualTo(parts[2]);
    }

    @Test
    void aMissingObjectIsTold() throws IOException {
        // Given
        store.put("present/here", new byte[1]);

        // When, Then
        for (String key : List.of("absent", "present", "present/there")) {
            assertThatThrownBy(() -> store.open(key).close())
                    .isInstanceOf(NoSuchObjectException.class)
                    .hasMessageContaining(key);
            assertThatThrownBy(() -> store.open(key, 0, 0).close()).isInstanceOf(NoSuchObjectException.class);
            assertThatThrownBy(() -> store.open(key, 0, 1).close()).isInstanceOf(NoSuchObjectException.class);
            assertThatThrownBy(() -> store.download(key, files.resolve("x"))).isInstanceOf(NoSuchObjectException.class);
            assertThat(store.stat(key)).isEmpty();
            store.delete(key);
        }
        assertThat(files.resolve("x")).doesNotExist();
        assertThat(keys("")).containsExactly("present/here");
    }

    @Test
    void anObjectIsCreatedOnce() throws IOException {
        // When
        boolean first = store.putIfAbsent("once", "1".getBytes(UTF_8));
        boolean second = store.putIfAbsent("once", "2".getBytes(UTF_8));

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(text("once")).isEqualTo("1");
    }

    @Test
    void amongRacingWritersOneWins() throws Exception {
        // Given
        ExecutorService racers = Executors.newFixedThreadPool(8);

        // When
        List<Future<Boolean>> results = racers.invokeAll(IntStream.range(0, 8)
                .mapToObj(i -> (java.util.concurrent.Callable<Boolean>) () -> store.putIfAbsent(
                        "race/manifest.json", Integer.toString(i).getBytes(UTF_8)))
                .toList());
        racers.shutdown();

        // Then
        int winner = -1;
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).get()) {
                assertThat(winner).as("another winner").isEqualTo(-1);
                winner = i;
            }
        }
        assertThat(text("race/manifest.json")).isEqualTo(Integer.toString(winner));
    }

    @Test
    void keysAreListedByPrefixWhateverTheirSegments() throws IOException {
        // Given
        for (String key : List.of("p/a", "p/ab/c", "p/b", "q/a")) {
            store.put(key, new byte[0]);
        }

        // When, Then
        assertThat(keys("p/")).containsExactly("p/a", "p/ab/c", "p/b");
        assertThat(keys("p/a")).containsExactly("p/a", "p/ab/c");
        assertThat(keys("")).hasSize(4);
        assertThat(keys("nothing/")).isEmpty();
    }

    @Test
    void deletingAPrefixLeavesItsNeighbours() throws IOException {
        // Given
        for (String key : List.of("run/1/data/a", "run/1/data/b/c", "run/1/manifest", "run/10/data/a")) {
            store.put(key, new byte[0]);
        }

        // When
        store.deletePrefix("run/1/data/");
        store.deletePrefix("run/1/data/");

        // Then
        assertThat(keys("")).containsExactly("run/1/manifest", "run/10/data/a");
        store.put("run/1/data/a", new byte[0]);
        assertThat(keys("run/1/data/")).hasSize(1);
    }

    @Test
    void namesWithUnusualCharactersKeepThem() throws IOException {
        // Given
        List<String> names =
                List.of("odd/a b", "odd/a%2Fb", "odd/a+b", "odd/größe-表", "odd/a=b&c'd\"e", "odd/...", "odd/~t");

        // When
        for (String name : names) {
            store.put(name, name.getBytes(UTF_8));
        }

        // Then
        assertThat(keys("odd/")).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(text(name)).isEqualTo(name);
        }
        store.deletePrefix("odd/");
        assertThat(keys("odd/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", "a/..", ".", "a/./b", "a\\b", "a\nb"})
    void aKeyThatCouldLeaveItsPlaceIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.put(key, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> store.putIfAbsent(key, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open(key).close());
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(key));
    }

    @Test
    void theWholeStoreIsNeverDeletedAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.deletePrefix(""));
        assertThatIllegalArgumentException().isThrownBy(() -> store.deletePrefix("../"));
    }
}
