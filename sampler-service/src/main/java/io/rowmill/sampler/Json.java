package io.rowmill.sampler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.SamplePlan;

/** Plans, chunks and results inside events, as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " is always writable", e);
        }
    }

    static JsonNode tree(SamplePlan plan) {
        return MAPPER.valueToTree(plan);
    }

    /**
     * @param plan an object, or as earlier versions wrote it a string that holds its JSON
     * @throws FailureException (Defect) if it is neither
     */
    static SamplePlan plan(JsonNode plan) {
        return read(plan.isTextual() ? plan.textValue() : plan.toString(), SamplePlan.class);
    }

    /** @throws FailureException (Defect) if the text is no such value */
    static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw FailureException.defect(
                    "unreadable-" + type.getSimpleName(), "A " + type.getSimpleName() + " can't be read.");
        }
    }
}
