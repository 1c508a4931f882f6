package io.rowmill.platform.storage;

import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import io.rowmill.platform.settings.PlatformSettings;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Makes object stores from settings. */
public final class ObjectStores {
    private static final String DEFAULT_REGION = "us-east-1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private ObjectStores() {}

    /**
     * A bucket of an S3-compatible store; nothing is asked of it before the first use. Without keys, the ones of the
     * environment ({@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}) are used, else none.
     */
    public static ObjectStore s3(PlatformSettings.S3 settings) {
        OkHttpClient http = httpClient();
        String region = settings.region().orElse(DEFAULT_REGION);
        Provider credentials = credentials(settings);
        MinioClient client = MinioClient.builder()
                .endpoint(settings.endpoint())
                .region(region)
                .httpClient(http, true)
                .credentialsProvider(credentials)
                .build();
        MinioAsyncClient asking = MinioAsyncClient.builder()
                .endpoint(settings.endpoint())
                .region(region)
                .httpClient(http, false)
                .credentialsProvider(credentials)
                .build();
        return new S3ObjectStore(client, new S3Bucket(asking, settings.bucket()), settings.bucket());
    }

    /** @return null: none */
    private static @Nullable Provider credentials(PlatformSettings.S3 settings) {
        if (settings.accessKey().isPresent() && settings.secretKey().isPresent()) {
            return new StaticProvider(
                    settings.accessKey().get(), settings.secretKey().get(), null);
        }
        return System.getenv("AWS_ACCESS_KEY_ID") == null ? null : new AwsEnvironmentProvider();
    }

    private static OkHttpClient httpClient() {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(daemons()))
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(IDLE_TIMEOUT)
                .writeTimeout(IDLE_TIMEOUT)
                .build();
    }

    /** OkHttp's own threads would keep a finished process alive for a minute. */
    private static ThreadPoolExecutor daemons() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "rowmill-s3");
            thread.setDaemon(true);
            return thread;
        });
    }
}
