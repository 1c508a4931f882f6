package io.rowmill.platform.avro;

import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Under which subject of the registry a schema is kept. */
@FunctionalInterface
public interface SubjectNaming {
    /** {@code <topic>-key} and {@code <topic>-value}; Confluent's TopicNameStrategy. */
    SubjectNaming BY_TOPIC = (topic, key, schema) -> topic + (key ? "-key" : "-value");

    /** {@code <topic>-<record's full name>}; Confluent's TopicRecordNameStrategy. */
    SubjectNaming BY_TOPIC_AND_RECORD = (topic, key, schema) -> topic + "-" + schema.getFullName();

    /** What the pipeline uses: by topic, and by topic and record where a topic carries several types of event. */
    SubjectNaming PIPELINE = withSeveralTypesOn(Topics.all().stream()
            .filter(t -> t.events().size() > 1)
            .map(Topic::name)
            .collect(Collectors.toSet()));

    /** @param key whether the schema is that of a record's key */
    String subject(String topic, boolean key, Schema schema);

    /** By topic, except for the values of the topics named, whose types live side by side. */
    static SubjectNaming withSeveralTypesOn(Set<String> topics) {
        Set<String> several = Set.copyOf(topics);
        return (topic, key, schema) ->
                (!key && several.contains(topic) ? BY_TOPIC_AND_RECORD : BY_TOPIC).subject(topic, key, schema);
    }
}
