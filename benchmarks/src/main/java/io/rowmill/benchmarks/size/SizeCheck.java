package io.rowmill.benchmarks.size;

import io.rowmill.platform.artifact.JobDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Runs databases of the given numbers of line items through the pipeline, one after the other through the same processes, and prints
 * what they took, side by side. A small one goes first, so that no figure holds the start of a process.
 */
public final class SizeCheck {
    private static final long WARM_UP_LINE_ITEMS = 100_000;

    private SizeCheck() {}

    /** @param args numbers of line items, separated by commas */
    public static void main(String[] args) throws Exception {
        long[] sizes =
                Arrays.stream(args[0].split(",")).mapToLong(Long::parseLong).toArray();
        TreeMap<Long, SizedRun> runs = new TreeMap<>();
        Path dir = Files.createTempDirectory("rowmill-size-");
        System.err.println("The services' logs are in " + dir + " until all is well.");
        try (Services services = Services.start(dir)) {
            run(WARM_UP_LINE_ITEMS, services, dir);
            for (long lineItems : sizes) {
                runs.put(lineItems, run(lineItems, services, dir));
                System.err.print(SizeTable.of(runs));
            }
        }
        JobDir.delete(dir);
        System.out.print(SizeTable.of(runs));
        System.exit(0);
    }

    private static SizedRun run(long lineItems, Services services, Path dir) throws Exception {
        System.err.println("measuring: " + lineItems + " line items");
        Path source = dir.resolve("source");
        try {
            TpchDatabase.write(source, lineItems);
            return SizedRun.of(source, services, dir);
        } finally {
            JobDir.delete(source);
        }
    }
}
