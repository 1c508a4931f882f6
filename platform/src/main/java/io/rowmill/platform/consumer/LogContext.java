package io.rowmill.platform.consumer;

import io.rowmill.platform.artifact.RunNames;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.MDC;

/** What every log record of a job carries: the run or sample, the stage, and the table where the job is one table's. */
final class LogContext {
    private static final String TABLE = "table";

    private LogContext() {}

    static void put(JobRole<?> role, String subject, SpecificRecord event) {
        MDC.put("run", RunNames.printable(subject));
        MDC.put("stage", role.group());
        Schema.Field table = event.getSchema().getField(TABLE);
        if (table != null) {
            MDC.put(TABLE, String.valueOf(event.get(table.pos())));
        }
    }

    static void clear() {
        MDC.clear();
    }
}
