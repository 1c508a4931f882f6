package io.rowmill.benchmarks.size;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used so far.
 *
 * @param cpuSeconds of all its threads
 * @param liveBytes most bytes of heap alive at once
 * @param residentBytes most physical memory at once, mapped files included; 0 where the system doesn't tell
 */
public record Usage(double cpuSeconds, long liveBytes, long residentBytes) {
    static final String READY = "ready";
    /** The question that begins peaks anew. */
    static final String RESET = "reset";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String CLEAR_PEAK = "5";
    private static final String PEAK_RESIDENT_KB = "VmHWM:";

    /** Of this process. */
    static Usage now(MemoryProbe probe) throws IOException {
        return new Usage(cpuSecondsOfProcess(), probe.peakBytes(), peakResidentBytes());
    }

    static double cpuSecondsOfProcess() {
        return PROCESS.getProcessCpuTime() * 1e-9;
    }

    /** Lets peaks begin anew. */
    static void reset(MemoryProbe probe) throws IOException {
        probe.reset();
        if (Files.isWritable(CLEAR)) {
            Files.writeString(CLEAR, CLEAR_PEAK);
        }
    }

    /** Most physical memory that this process had at once, mapped files included; 0 where the system does not tell. */
    public static long peakResidentBytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(l -> l.startsWith(PEAK_RESIDENT_KB))
                            .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    << 10;
        }
    }

    String toLine() {
        return cpuSeconds + " " + liveBytes + " " + residentBytes;
    }

    static Usage parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Usage(Double.parseDouble(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
