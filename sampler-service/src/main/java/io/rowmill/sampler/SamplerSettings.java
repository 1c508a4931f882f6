package io.rowmill.sampler;

import io.rowmill.platform.settings.ServiceSettings;

/** What the sampler can be told. */
public interface SamplerSettings extends ServiceSettings {
    /** Rows of a chunk at most, unless one parent alone has more. A sample keeps the value it was planned with. */
    int chunkRows();

    /** Rows of all tables together that one request can ask for. */
    long maxRowsPerRequest();
}
