package io.rowmill.platform.storage;

import io.rowmill.platform.settings.PlatformSettings;
import java.util.Optional;

/** Where a test's S3 is. */
public record S3Settings(
        String endpoint, String bucket, Optional<String> region, Optional<String> accessKey, Optional<String> secretKey)
        implements PlatformSettings.S3 {

    /** In whatever region the store is. */
    public static S3Settings of(String endpoint, String bucket, String accessKey, String secretKey) {
        return new S3Settings(endpoint, bucket, Optional.empty(), Optional.of(accessKey), Optional.of(secretKey));
    }

    /** With keys from where any S3 client looks for them. */
    public static S3Settings withoutKeys(String endpoint, String bucket, Optional<String> region) {
        return new S3Settings(endpoint, bucket, region, Optional.empty(), Optional.empty());
    }
}
