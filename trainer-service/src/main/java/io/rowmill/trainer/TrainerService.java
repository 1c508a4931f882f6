package io.rowmill.trainer;

import io.rowmill.platform.Parts;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.event.EventPublisher;
import io.rowmill.platform.metrics.MetricNames;
import io.rowmill.platform.model.Engines;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.stream.SetFanIn;
import io.rowmill.platform.stream.SetFanIn.Counting;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.Job;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.RunTrained;
import io.rowmill.schemas.SynthesizerTrained;
import io.rowmill.schemas.TrainingRequested;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that the trainer runs: three consumers and a fan-in. */
public final class TrainerService implements RunningService {
    private static final String STAGE = Stages.TRAINER;
    private static final String SOURCE = "/rowmill/trainer";

    private static final JobRole<LinkageFitted> PLANNER = JobRole.ofRuns(
            "rowmill-trainer-planner", STAGE, Topics.LINKAGES_FITTED, LinkageFitted.class, LinkageFitted::getRunId);

    private static final JobRole<TrainingRequested> WORKER = JobRole.ofRuns(
            "rowmill-trainer", STAGE, Topics.TRAINING_REQUESTS, TrainingRequested.class, TrainingRequested::getRunId);

    private static final JobRole<RunTrained> ASSEMBLER = JobRole.ofRuns(
            "rowmill-trainer-assembler", STAGE, Topics.RUN_BARRIERS, RunTrained.class, RunTrained::getRunId);

    private final Parts parts;

    public TrainerService(Platform platform, ServiceSettings settings) {
        platform.prepare(PLANNER, WORKER, ASSEMBLER);
        Engines engines = Engines.installed();
        engines.announce(platform.artifacts());
        parts = Parts.open(opened -> open(opened, platform, settings, engines));
    }

    private static void open(Parts parts, Platform platform, ServiceSettings settings, Engines engines) {
        Artifacts artifacts = platform.artifacts();
        EventPublisher progress = parts.add(platform.publisher(SOURCE));
        parts.add(platform.fanIn(
                "rowmill-trainer-fan-in",
                List.of(Topics.SYNTHESIZERS_TRAINED, Topics.RUN_COMMANDS, Topics.RUN_FAILURES),
                List.of(Topics.RUN_BARRIERS, Topics.RUN_FAILURES),
                () -> new SetFanIn<>(platform.codec(), SOURCE, STAGE, jobs())));
        parts.addAll(platform.consume(PLANNER, settings, new JobPlanner(artifacts)));
        parts.addAll(platform.consume(
                WORKER,
                settings,
                platform.cleaner()
                        .after(
                                new TrainingHandler(
                                        artifacts,
                                        platform::runData,
                                        engines,
                                        progress::offer,
                                        platform.workDir(),
                                        platform.meters().counter(MetricNames.EPOCHS)),
                                TrainingRequested::getRunId)));
        parts.addAll(platform.consume(ASSEMBLER, settings, assembler(platform, engines)));
    }

    private static ModelAssembler assembler(Platform platform, Engines engines) {
        return new ModelAssembler(
                platform.artifacts(),
                new BatchedAccuracy(platform.artifacts(), platform::runData, engines, platform.workDir()));
    }

    private static Counting<SynthesizerTrained> jobs() {
        return new Counting<>(
                SynthesizerTrained.class,
                SynthesizerTrained::getRunId,
                event -> event.getTable() + "/" + event.getBatch(),
                event -> names(event.getJobs()),
                Topics.RUN_BARRIERS,
                event -> new RunTrained(event.getRunId(), event.getJobs()));
    }

    private static Set<String> names(List<Job> jobs) {
        return jobs.stream().map(j -> j.getTable() + "/" + j.getBatch()).collect(Collectors.toSet());
    }

    @Override
    public boolean healthy() {
        return parts.healthy();
    }

    @Override
    public void close() {
        parts.close();
    }
}
