package io.rowmill.embedded;

import java.io.InputStream;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Answers 507 where the disk is full, as other stores do: s3proxy itself would say no more than that something is wrong. */
final class FullDisk extends ForwardingBlobStore {
    private static final int INSUFFICIENT_STORAGE = 507;
    /** What Linux, macOS and Windows call it; Java passes their words on and has no type for it. */
    private static final String FULL = "(?is).*(no space left|disk quota exceeded|not enough space).*";

    FullDisk(BlobStore store) {
        super(store);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
        return translated(() -> super.putBlob(request, in));
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream in) {
        return translated(() -> super.uploadMultipartPart(upload, request, in));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return translated(() -> super.completeMultipartUpload(upload, request));
    }

    private static <T> T translated(Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            if (isFull(e)) {
                throw insufficientStorage(e);
            }
            throw e;
        }
    }

    /** With a code, since only then the answer has a body, which clients want to read. */
    private static AwsServiceException insufficientStorage(RuntimeException cause) {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .errorCode("InsufficientStorage")
                .errorMessage("The disk is full.")
                .sdkHttpResponse(SdkHttpResponse.builder()
                        .statusCode(INSUFFICIENT_STORAGE)
                        .build())
                .build();
        return S3Exception.builder()
                .statusCode(INSUFFICIENT_STORAGE)
                .awsErrorDetails(details)
                .cause(cause)
                .build();
    }

    private static boolean isFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).matches(FULL)) {
                return true;
            }
        }
        return false;
    }
}
