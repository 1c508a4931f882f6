package io.rowmill.benchmarks.size;

import io.rowmill.platform.artifact.JobDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;

/** Runs databases of the given numbers of line items through the pipeline and prints what they took, side by side. */
public final class SizeCheck {
    private SizeCheck() {}

    /** @param args numbers of line items, separated by commas */
    public static void main(String[] args) throws Exception {
        TreeMap<Long, SizedRun> runs = new TreeMap<>();
        Path dir = Files.createTempDirectory("rowmill-size-");
        try {
            for (long lineItems :
                    Arrays.stream(args[0].split(",")).mapToLong(Long::parseLong).toArray()) {
                Path one = dir.resolve(Long.toString(lineItems));
                System.err.println("measuring: " + lineItems + " line items");
                TpchDatabase.write(one.resolve("source"), lineItems);
                runs.put(lineItems, SizedRun.of(one.resolve("source"), one));
                JobDir.delete(one);
            }
        } catch (Exception e) {
            System.err.println("The services' logs are in " + dir + ".");
            throw e;
        }
        JobDir.delete(dir);
        System.out.print(SizeTable.of(runs));
        System.exit(0);
    }
}
