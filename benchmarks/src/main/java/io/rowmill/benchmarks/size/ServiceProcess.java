package io.rowmill.benchmarks.size;

import io.rowmill.benchmarks.size.quarkus.ConfiguredService;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A process that runs one service. It answers every line on its input with its {@link Usage}, and ends with its input. */
final class ServiceProcess {
    private ServiceProcess() {}

    public static void main(String[] args) throws Exception {
        MemoryProbe probe = MemoryProbe.start();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (AutoCloseable service = ConfiguredService.start(args[0])) {
            System.out.println(Usage.READY);
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                if (question.equals(Usage.RESET)) {
                    Usage.reset(probe);
                }
                System.out.println(Usage.now(probe).toLine());
            }
        }
        System.exit(0);
    }
}
