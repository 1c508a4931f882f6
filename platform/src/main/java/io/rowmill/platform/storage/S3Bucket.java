package io.rowmill.platform.storage;

import io.minio.BucketArgs;
import io.minio.BucketExistsArgs;
import io.minio.Checksum;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.Response;

/**
 * The one bucket, looked for and made. It is made without a location: the client would name the region that requests are signed
 * for, {@code us-east-1} for want of another, and stores that know no such place (Ceph's gateway) refuse that.
 */
final class S3Bucket extends MinioAsyncClient {
    private static final int CONFLICT = 409;
    private static final byte[] NOTHING = {};

    /** What AWS answers outside its first region, where a location has to be named. */
    private static final String LOCATION_WANTED = "IllegalLocationConstraint";

    /** Every service may list this. */
    private static final String LISTED = "engines/";

    private final String name;

    S3Bucket(MinioAsyncClient client, String name) {
        super(client);
        this.name = name;
    }

    boolean exists() throws MinioException {
        return answer(bucketExists(BucketExistsArgs.builder().bucket(name).build()));
    }

    /** Asks for the bucket as a service does: the answer, unlike that to the question whether it exists, says what is wrong. */
    void list() throws MinioException {
        answer(listObjectsV2(ListObjectsV2Args.builder()
                .bucket(name)
                .prefix(LISTED)
                .maxKeys(1)
                .build()));
    }

    /** Makes it, unless somebody else of the same owner has just done so. */
    void make() throws MinioException {
        try {
            create();
        } catch (MinioException e) {
            if (S3Errors.code(e).startsWith(LOCATION_WANTED)) {
                answer(makeBucket(MakeBucketArgs.builder().bucket(name).build()));
            } else if (S3Errors.status(e) != CONFLICT || S3Errors.code(e).equals("BucketAlreadyExists")) {
                throw e;
            }
        }
    }

    private void create() throws MinioException {
        BucketArgs args = MakeBucketArgs.builder().bucket(name).build();
        Http.Body body = new Http.Body(NOTHING, 0, null, Checksum.ZERO_SHA256_HASH, Checksum.ZERO_MD5_HASH);
        try (Response made = answer(executePutAsync(args, null, null, body))) {
            // Made; there is nothing to read.
        }
    }

    /** The client may end a broken connection in an exception of any kind; here it is one of its own again. */
    private static <T> T answer(CompletableFuture<T> asked) throws MinioException {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MinioException known) {
                throw known;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new MinioException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
