package io.rowmill.platform.consumer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.storage.ObjectStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, in storage, how often a record was begun by a process that died over it. Whoever is given a partition begins with the
 * record that its last owner didn't end, so only that first one is counted: all others cost nothing. A mark is taken away when
 * the handler returns, however it ends, or has saved what it has done so far; so what is counted are deaths alone.
 */
final class Starts {
    /** Marks of one record at which it isn't begun any more. */
    static final int MOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final Artifacts artifacts;
    private final String group;
    private final Set<TopicPartition> fresh = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String marked;

    Starts(ObjectStore store, String group) {
        this.artifacts = new Artifacts(store);
        this.group = group;
    }

    /** @param times the record at this offset was begun and not ended, by processes that had just been given its partition */
    record Mark(int formatVersion, long offset, int times) {
        static final int FORMAT_VERSION = 1;
    }

    /** The next record of each of these partitions may be one that killed its last owner. */
    void onAssigned(Collection<TopicPartition> partitions) {
        fresh.addAll(partitions);
    }

    /**
     * To be called before a record's handler.
     *
     * @throws FailureException (Defect, {@code deadly-record}) if it has been begun too often
     */
    void begin(TopicPartition partition, long offset) {
        if (!fresh.remove(partition)) {
            return;
        }
        String key = ArtifactKeys.start(group, partition.topic(), partition.partition());
        int before = timesBegun(key, offset);
        if (before >= MOST) {
            // Should this failure not be committed, the record is asked about once more.
            fresh.add(partition);
            throw FailureException.defect(
                    "deadly-record",
                    "Processes of " + group + " died " + before
                            + " times while they worked on this job, so it is not started again. Their logs may say why.");
        }
        note(key, new Mark(Mark.FORMAT_VERSION, offset, before + 1));
    }

    private int timesBegun(String key, long offset) {
        try {
            return artifacts
                    .find(key, Mark.class)
                    .filter(mark -> mark.offset() == offset)
                    .map(Mark::times)
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: could not read {}: {}", group, key, e.getMessage());
            return 0;
        }
    }

    /** Work doesn't wait for a store that is away: at worst a death isn't counted. */
    private void note(String key, Mark mark) {
        try {
            artifacts.write(key, mark);
            marked = key;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: could not write {}: {}", group, key, e.getMessage());
        }
    }

    /** The process lives, and the next one would not begin where this one did. */
    void survived() {
        String key = marked;
        marked = null;
        if (key == null) {
            return;
        }
        try {
            artifacts.store().delete(key);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: could not delete {}: {}", group, key, e.getMessage());
        }
    }
}
