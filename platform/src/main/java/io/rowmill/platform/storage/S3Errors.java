package io.rowmill.platform.storage;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the storage client's exceptions mean. */
final class S3Errors {
    private static final Set<Integer> RETRYABLE = Set.of(408, 425, 429);
    /** A gateway answers without a store's XML, and the client keeps the status in its message only. */
    private static final Pattern STATUS = Pattern.compile("Response code: (\\d{3})");

    /** What the client says of content that it is to send without credentials. */
    private static final String DIGEST_WANTED = "MD5 hash must be provided";

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    private S3Errors() {}

    /** @return the HTTP status, or 0 if there was no answer */
    static int status(MinioException e) {
        if (e instanceof InvalidResponseException) {
            Matcher answered = STATUS.matcher(String.valueOf(e.getMessage()));
            return answered.find() ? Integer.parseInt(answered.group(1)) : 0;
        }
        if (e instanceof ErrorResponseException answered) {
            return answered.response() == null ? 0 : answered.response().code();
        }
        return e instanceof ServerException server ? server.statusCode() : 0;
    }

    static boolean isMissing(MinioException e) {
        return status(e) == NOT_FOUND;
    }

    static boolean isForbidden(MinioException e) {
        return status(e) == FORBIDDEN;
    }

    /** Stores say it by the status, or by a code of their own: MinIO's disks and quotas, Ceph's quotas. */
    /** @return the store's own code, or an empty text */
    static String code(MinioException e) {
        return e instanceof ErrorResponseException answered && answered.errorResponse() != null
                ? String.valueOf(answered.errorResponse().code())
                : "";
    }

    private static boolean isFull(MinioException e) {
        return status(e) == INSUFFICIENT_STORAGE
                || code(e).matches(".*(StorageFull|QuotaExceeded|InsufficientStorage|InsufficientCapacity).*");
    }

    static FailureException failure(MinioException e) {
        if (isFull(e)) {
            return FailureException.unavailable(
                    "storage-full", "The object store is full: free some space or add some, then try again.", e);
        }
        int status = status(e);
        if (status >= SERVER_ERROR || RETRYABLE.contains(status) || isCausedBy(e, IOException.class)) {
            return FailureException.unavailable("storage-unavailable", noAnswer(e), e);
        }
        if (isCausedBy(e, IllegalArgumentException.class)
                && String.valueOf(e.getMessage()).contains(DIGEST_WANTED)) {
            return FailureException.rejected(
                    "storage-credentials-missing",
                    "The object store needs credentials: set ROWMILL_S3_ACCESS_KEY and ROWMILL_S3_SECRET_KEY. If"
                            + " 'rowmill up' is still starting, wait until it says that it is up.");
        }
        return FailureException.defect("storage-refused", refusal(e));
    }

    /** The bucket isn't there, and could not be made. */
    static FailureException notMade(String bucket, MinioException e) {
        FailureException why = failure(e);
        return why.failure() instanceof Failure.Defect
                ? FailureException.defect(
                        "storage-refused",
                        "The bucket " + bucket + " doesn't exist and can't be created (" + code(e)
                                + "): create it, or name another (ROWMILL_S3_BUCKET). " + refusal(e))
                : why;
    }

    private static String refusal(MinioException e) {
        return switch (code(e)) {
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken" ->
                "The object store doesn't know these keys: check ROWMILL_S3_ACCESS_KEY and ROWMILL_S3_SECRET_KEY.";
            case "AuthorizationHeaderMalformed",
                    "InvalidRegion",
                    "PermanentRedirect",
                    "IllegalLocationConstraintException" ->
                "The object store is of another region: set ROWMILL_S3_REGION. It says: " + e.getMessage();
            case "AccessDenied", "AllAccessDisabled" ->
                "The object store gives the user of these keys no right to the bucket: grant what docs/security.md lists.";
            default -> "The object store refused: " + e.getMessage();
        };
    }

    private static String noAnswer(MinioException e) {
        if (isCausedBy(e, UnknownHostException.class)) {
            return "The object store's host is unknown: check ROWMILL_S3_ENDPOINT. " + e.getMessage();
        }
        if (isCausedBy(e, ConnectException.class)) {
            return "The object store does not answer: is it running, and is ROWMILL_S3_ENDPOINT right? "
                    + e.getMessage();
        }
        return "The object store does not answer: " + e.getMessage();
    }

    private static boolean isCausedBy(Throwable e, Class<? extends Exception> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
