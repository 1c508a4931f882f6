package io.rowmill.e2e.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Who may do what on Kafka: the table of docs/security.md, with the rules that stand beside it, as access control lists. */
public final class AccessTable {
    private static final String CLIENT = "client";

    private final List<AclBinding> bindings = new ArrayList<>();

    private AccessTable() {}

    public static AccessTable read() throws IOException {
        AccessTable table = new AccessTable();
        for (List<String> row : Pages.rows("docs/security.md", "user `")) {
            table.addUser(row.get(0).substring("user ".length()), names(row.get(1)), names(row.get(2)));
        }
        return table;
    }

    public List<AclBinding> bindings() {
        return List.copyOf(bindings);
    }

    private static List<String> names(String cell) {
        return Arrays.stream(cell.split(",")).map(String::strip).toList();
    }

    private void addUser(String user, List<String> reads, List<String> writes) {
        reads.forEach(topic -> topic(user, topic, AclOperation.READ));
        writes.forEach(topic -> topic(user, topic, AclOperation.WRITE));
        if (user.equals(CLIENT)) {
            return;
        }
        reads.forEach(topic -> topic(user, topic + ".v1.dlq", AclOperation.WRITE));
        topic(user, "rowmill.*", AclOperation.CREATE);
        topic(user, "rowmill.*", AclOperation.DESCRIBE);
        topic(user, "rowmill-" + user + "*", AclOperation.ALL);
        allow(user, ResourceType.GROUP, "rowmill-" + user + "*", AclOperation.READ);
        allow(user, ResourceType.TRANSACTIONAL_ID, "rowmill-" + user + "*", AclOperation.WRITE);
        allow(user, ResourceType.TRANSACTIONAL_ID, "rowmill.rowmill-" + user + "*", AclOperation.WRITE);
    }

    /** @param name a whole name, the beginning of names with a star, or short for {@code rowmill.<name>.v1} */
    private void topic(String user, String name, AclOperation operation) {
        boolean whole = name.endsWith("*") || name.startsWith("rowmill.");
        boolean deadLetters = name.endsWith(".dlq");
        String topic = whole ? name : "rowmill." + name + (deadLetters ? "" : ".v1");
        allow(user, ResourceType.TOPIC, topic, operation);
    }

    private void allow(String user, ResourceType type, String name, AclOperation operation) {
        boolean prefix = name.endsWith("*");
        String text = prefix ? name.substring(0, name.length() - 1) : name;
        bindings.add(new AclBinding(
                new ResourcePattern(type, text, prefix ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
    }
}
