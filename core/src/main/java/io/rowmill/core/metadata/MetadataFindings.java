package io.rowmill.core.metadata;

import java.util.List;

/**
 * The result of reading metadata.
 *
 * @param metadata the usable part; it lacks what a warning says was dropped
 * @param errors sentences; with any error the metadata is unusable
 * @param warnings sentences
 */
public record MetadataFindings(DatabaseMetadata metadata, List<String> errors, List<String> warnings) {
    public MetadataFindings {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
