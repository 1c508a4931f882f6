package io.rowmill.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few megabytes that one command alone sees, in a mount namespace of its own: Linux, and no root needed. */
public final class SmallDisk {
    private SmallDisk() {}

    /**
     * @return what to put in front of a command; the test is skipped, with the reason, where there are no such namespaces
     */
    public static List<String> at(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> prefix = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + folder + "' && exec \"$@\"",
                "small-disk");
        Assumptions.assumeTrue(
                works(prefix), "no small disk can be mounted here: unshare -rm is not allowed or not there");
        return prefix;
    }

    private static boolean works(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
