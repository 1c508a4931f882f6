package io.rowmill.platform.storage;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract on an S3 that somebody else runs: {@code -Drowmill.cluster.s3=URL}, with keys in {@code AWS_ACCESS_KEY_ID} and
 * {@code AWS_SECRET_ACCESS_KEY} that may make buckets.
 */
@EnabledIfSystemProperty(named = "rowmill.cluster.s3", matches = "http.*")
class ForeignS3Test extends ObjectStoreContract {
    @Override
    protected ObjectStore newStore() {
        return ObjectStores.s3(S3Settings.withoutKeys(
                System.getProperty("rowmill.cluster.s3"),
                "rowmill-contract-" + UUID.randomUUID(),
                Optional.ofNullable(System.getenv("AWS_REGION"))));
    }
}
