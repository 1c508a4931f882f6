package io.rowmill.example;

import io.rowmill.client.FitOrder;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.RunFollower;
import io.rowmill.client.SampleFollower;
import io.rowmill.client.SampleOrder;
import io.rowmill.client.SourceRef;
import io.rowmill.platform.settings.Connection;
import java.nio.file.Path;
import java.util.Optional;

/** Learns a source and streams as many synthetic rows to Kafka; it needs a running platform ({@code ./rowmill up}). */
public final class FitAndSample {
    private FitAndSample() {}

    /** @param args Kafka's bootstrap servers, URL of the registry, URL of the object store, a folder or JDBC URL */
    public static void main(String[] args) throws Exception {
        Connection platform = Connection.of(args[0], args[1], args[2], Optional.empty());
        try (RowmillClient client = RowmillClient.connect(platform, Path.of("rowmill-work"))) {
            String run = client.newRunId();
            String sample = client.newSampleId();
            try (RunFollower fit = client.followRun(run);
                    SampleFollower rows = client.followSample(sample)) {
                client.fit(run, FitOrder.of(SourceRef.of(args[3]), "shop"), file -> {});
                System.out.println(fit.await());
                client.sample(sample, SampleOrder.of("shop"));
                System.out.println(rows.await());
            }
        }
    }
}
