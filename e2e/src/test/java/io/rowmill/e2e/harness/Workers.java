package io.rowmill.e2e.harness;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** Which instances have committed jobs, as the broker knows it: every worker commits under a transactional id of its own. */
public final class Workers {
    private Workers() {}

    /** @param group consumer group of the workers, {@code rowmill-trainer} */
    public static List<String> thatCommitted(Up up, String group) throws Exception {
        Pattern id = Pattern.compile("rowmill\\." + group + "-[0-9a-f]{8}-\\d+");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", up.bootstrapServers()))) {
            return admin.listTransactions().all().get().stream()
                    .filter(t -> t.state() == TransactionState.COMPLETE_COMMIT)
                    .map(TransactionListing::transactionalId)
                    .filter(t -> id.matcher(t).matches())
                    .toList();
        }
    }
}
