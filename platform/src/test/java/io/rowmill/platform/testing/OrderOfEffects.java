package io.rowmill.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.topic.Topic;
import java.util.List;

/** What every handler keeps to: blobs and files, then the manifest, then the event, so that whoever hears of something finds it. */
public final class OrderOfEffects {
    private OrderOfEffects() {}

    /** @param effects of a {@link WatchedStore} and of a {@link RecordedJob} that notes its events there */
    public static void assertKept(List<String> effects, String manifest, Topic topic) {
        assertThat(effects).hasSizeGreaterThan(2);
        assertThat(effects.subList(effects.size() - 2, effects.size()))
                .as("the manifest behind all it speaks of, the event behind the manifest")
                .containsExactly(manifest, "event " + topic.name());
    }

    /** A manifest that is there already is announced again, and nothing else happens. */
    public static void assertOnlyAnnounced(List<String> effects, Topic topic) {
        assertThat(effects).containsExactly("event " + topic.name());
    }
}
