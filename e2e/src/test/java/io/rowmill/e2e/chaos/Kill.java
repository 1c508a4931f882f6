package io.rowmill.e2e.chaos;

import io.rowmill.e2e.harness.PipelineEvents;
import java.util.List;
import java.util.Random;

/**
 * When a service is killed: some time after the n-th event of a type, so that the kill meets the work that the event stands for.
 *
 * @param victim instance, {@code trainer-1}
 * @param event type, or {@link PipelineEvents#ROW}
 * @param nth occurrence since the run or sample was asked for
 */
record Kill(String victim, String event, int nth, int delayMillis) {
    private static final int MAX_DELAY_MILLIS = 400;

    /** An event that a service's work begins or ends with, and how often it occurs at least. */
    private record Trigger(String event, int times) {}

    static Kill inRun(String service, int tables, Random random) {
        return pick(service, triggersOfRun(service, tables), random);
    }

    private static List<Trigger> triggersOfRun(String service, int tables) {
        return switch (service) {
            case "ingest" ->
                List.of(
                        new Trigger("FitRequested", 1),
                        new Trigger("TableIngested", tables),
                        new Trigger("ModelReady", 1));
            case "preprocess" -> List.of(new Trigger("TableIngested", tables), new Trigger("TablePrepared", tables));
            case "linkage" -> List.of(new Trigger("RunPrepared", 1), new Trigger("LinkageFitted", 1));
            case "trainer" ->
                List.of(
                        new Trigger("LinkageFitted", 1),
                        new Trigger("TrainingRequested", tables),
                        new Trigger("TrainingProgressed", 5 * tables),
                        new Trigger("SynthesizerTrained", tables),
                        new Trigger("RunTrained", 1));
            default -> List.of(new Trigger("TrainingProgressed", 5 * tables));
        };
    }

    /** @param chunks of the sample, at least */
    static Kill inSample(String service, int chunks, Random random) {
        List<Trigger> triggers = service.equals("sampler")
                ? List.of(
                        new Trigger("SampleRequested", 1),
                        new Trigger("SamplePlanned", 1),
                        new Trigger("SampleChunkRequested", chunks),
                        new Trigger(PipelineEvents.ROW, chunks),
                        new Trigger("SampleProgressed", chunks),
                        new Trigger("SampleWritten", 1))
                : List.of(new Trigger("SampleProgressed", chunks));
        return pick(service, triggers, random);
    }

    private static Kill pick(String service, List<Trigger> triggers, Random random) {
        Trigger trigger = triggers.get(random.nextInt(triggers.size()));
        boolean several = service.equals("trainer") || service.equals("sampler");
        return new Kill(
                several ? service + "-" + (1 + random.nextInt(2)) : service,
                trigger.event(),
                1 + random.nextInt(trigger.times()),
                random.nextInt(MAX_DELAY_MILLIS));
    }

    @Override
    public String toString() {
        return "kill -9 " + victim + " " + delayMillis + " ms after " + event + " number " + nth;
    }
}
