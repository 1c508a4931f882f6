package io.rowmill.sampler;

import io.rowmill.platform.settings.ServiceSettings;

/** Settings of the sampler. */
public interface SamplerSettings extends ServiceSettings {
    /** Most rows of a chunk, unless one parent alone has more. A sample keeps the value that it was planned with. */
    int chunkRows();

    /** Rows of all tables together that one request can ask for. */
    long maxRowsPerRequest();
}
