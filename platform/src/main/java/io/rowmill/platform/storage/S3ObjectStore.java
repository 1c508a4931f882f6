package io.rowmill.platform.storage;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Objects in one bucket of an S3-compatible store. The bucket is made at the first write if it is missing. */
final class S3ObjectStore implements ObjectStore {
    /** What one request may name. */
    private static final int DELETED_AT_ONCE = 1_000;

    private static final long PART_BYTES = 10L << 20;
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int ATTEMPTS = 5;

    private final MinioClient client;
    private final S3Bucket home;
    private final String bucket;
    private volatile boolean bucketKnown;

    S3ObjectStore(MinioClient client, S3Bucket home, String bucket) {
        this.client = client;
        this.home = home;
        this.bucket = bucket;
    }

    private interface Call<T> {
        T run() throws MinioException;
    }

    /** The client wraps a broken connection into an unchecked exception; here it is one of its own again. */
    private static <T> T ask(Call<T> call) throws MinioException {
        try {
            return call.run();
        } catch (IllegalStateException e) {
            throw new MinioException(e.getMessage(), e);
        }
    }

    private static <T> T call(String key, Call<T> call) throws NoSuchObjectException {
        try {
            return ask(call);
        } catch (MinioException e) {
            throw fail(key, e);
        }
    }

    private static FailureException fail(String key, MinioException e) throws NoSuchObjectException {
        if (S3Errors.isMissing(e)) {
            throw new NoSuchObjectException(key);
        }
        return S3Errors.failure(e);
    }

    private void ensureBucket() throws IOException {
        if (bucketKnown) {
            return;
        }
        try {
            if (!home.exists()) {
                home.make();
            }
        } catch (MinioException e) {
            // Whoever may not look at buckets may still write objects.
            if (!S3Errors.isForbidden(e)) {
                throw S3Errors.failure(e);
            }
        }
        bucketKnown = true;
    }

    @Override
    public void prepare() throws IOException {
        try {
            home.list();
        } catch (MinioException e) {
            if (!S3Errors.isMissing(e)) {
                throw S3Errors.failure(e);
            }
            makeMissing();
        }
        bucketKnown = true;
    }

    private void makeMissing() {
        try {
            home.make();
        } catch (MinioException e) {
            throw S3Errors.notMade(bucket, e);
        }
    }

    @Override
    public void put(String key, byte[] bytes) throws IOException {
        Keys.requireKey(key);
        ensureBucket();
        call(key, () -> client.putObject(putArgs(key, bytes).build()));
    }

    private PutObjectArgs.Builder putArgs(String key, byte[] bytes) {
        return PutObjectArgs.builder().bucket(bucket).object(key).data(bytes, bytes.length);
    }

    @Override
    public void put(String key, Path file) throws IOException {
        Keys.requireKey(key);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        ensureBucket();
        call(
                key,
                () -> client.uploadObject(UploadObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .filename(file.toString(), PART_BYTES)
                        .contentType("application/octet-stream")
                        .build()));
    }

    @Override
    public void put(String key, InputStream in) throws IOException {
        Keys.requireKey(key);
        ensureBucket();
        call(
                key,
                () -> client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(in, -1L, PART_BYTES)
                        .build()));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) throws IOException {
        Keys.requireKey(key);
        ensureBucket();
        PutObjectArgs args =
                putArgs(key, bytes).extraHeaders(Map.of("If-None-Match", "*")).build();
        for (int attempt = 1; ; attempt++) {
            try {
                ask(() -> client.putObject(args));
                return true;
            } catch (MinioException e) {
                if (S3Errors.status(e) == PRECONDITION_FAILED) {
                    return false;
                }
                // 409: another conditional write of the key was in progress; the next attempt sees how it ended.
                if (S3Errors.status(e) != CONFLICT || attempt == ATTEMPTS) {
                    throw S3Errors.failure(e);
                }
            }
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        Keys.requireKey(key);
        return new S3InputStream(call(
                key,
                () -> client.getObject(
                        GetObjectArgs.builder().bucket(bucket).object(key).build())));
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        Ranges.require(offset, length);
        Keys.requireKey(key);
        if (length == 0) {
            return nothingOf(key);
        }
        try {
            return new S3InputStream(ask(() -> client.getObject(GetObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .offset(offset)
                    .length(length)
                    .build())));
        } catch (MinioException e) {
            if (S3Errors.status(e) == RANGE_NOT_SATISFIABLE) {
                return nothingOf(key);
            }
            throw fail(key, e);
        }
    }

    private InputStream nothingOf(String key) throws IOException {
        if (!exists(key)) {
            throw new NoSuchObjectException(key);
        }
        return InputStream.nullInputStream();
    }

    @Override
    public void download(String key, Path file) throws IOException {
        try (InputStream in = open(key)) {
            Downloads.whole(file, part -> Files.copy(in, part));
        }
    }

    @Override
    public Optional<StoredObject> stat(String key) throws IOException {
        Keys.requireKey(key);
        try {
            var stat = ask(() -> client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build()));
            return Optional.of(
                    new StoredObject(key, stat.size(), stat.lastModified().toInstant()));
        } catch (MinioException e) {
            if (S3Errors.isMissing(e)) {
                return Optional.empty();
            }
            throw S3Errors.failure(e);
        }
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        Keys.requirePrefix(prefix);
        if (!bucketKnown && !bucketExists()) {
            return Stream.empty();
        }
        Iterable<Result<Item>> pages = client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .build());
        return StreamSupport.stream(pages.spliterator(), false)
                .map(S3ObjectStore::value)
                .map(item -> new StoredObject(
                        item.objectName(), item.size(), item.lastModified().toInstant()));
    }

    private boolean bucketExists() throws IOException {
        return call(bucket, home::exists);
    }

    private static <T> T value(Result<T> result) {
        try {
            return ask(result::get);
        } catch (MinioException e) {
            throw S3Errors.failure(e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Keys.requireKey(key);
        try {
            ask(() -> {
                client.removeObject(
                        RemoveObjectArgs.builder().bucket(bucket).object(key).build());
                return key;
            });
        } catch (MinioException e) {
            if (!S3Errors.isMissing(e)) {
                throw S3Errors.failure(e);
            }
        }
    }

    @Override
    public void deletePrefix(String prefix) throws IOException {
        try (Stream<StoredObject> found = list(Ranges.requireNotEmpty(prefix))) {
            Iterator<StoredObject> doomed = found.iterator();
            while (doomed.hasNext()) {
                List<DeleteRequest.Object> some = new ArrayList<>();
                while (doomed.hasNext() && some.size() < DELETED_AT_ONCE) {
                    some.add(new DeleteRequest.Object(doomed.next().key()));
                }
                delete(some);
            }
        }
    }

    private void delete(List<DeleteRequest.Object> doomed) throws IOException {
        // Lazy: objects are deleted as the errors are read.
        for (Result<DeleteResult.Error> error : client.removeObjects(
                RemoveObjectsArgs.builder().bucket(bucket).objects(doomed).build())) {
            throw FailureException.unavailable(
                    "storage-unavailable", "Could not delete " + value(error).objectName(), null);
        }
    }

    @Override
    public void close() {
        try {
            home.close();
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the storage client did not close", e);
        }
    }
}
