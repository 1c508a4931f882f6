package io.rowmill.platform.avro;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Makes a codec from Kafka client properties, and remembers who has to close it. */
final class CodecSettings {
    private static final String URL = "schema.registry.url";
    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final int CACHED_SCHEMAS = 1000;

    /** @param owned whether whoever holds it closes it */
    record Held(AvroCodec codec, boolean owned) {}

    private CodecSettings() {}

    static Held shared(AvroCodec codec) {
        return new Held(codec, false);
    }

    static Held open(Map<String, ?> settings) {
        if (!(settings.get(URL) instanceof String url) || url.isBlank()) {
            throw new ConfigException(URL, settings.get(URL), "the address of the schema registry is needed");
        }
        Object register = settings.get(AUTO_REGISTER);
        boolean autoRegister = register == null || Boolean.parseBoolean(register.toString());
        var client = new CachedSchemaRegistryClient(url, CACHED_SCHEMAS, settings);
        return new Held(new AvroCodec(client, SubjectNaming.PIPELINE, autoRegister), true);
    }

    static void close(@Nullable Held held) {
        if (held != null && held.owned()) {
            held.codec().close();
        }
    }
}
