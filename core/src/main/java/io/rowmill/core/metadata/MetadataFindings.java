package io.rowmill.core.metadata;

import java.util.List;

/**
 * What a look at metadata brought up.
 *
 * @param metadata as it can be used: what a warning says was dropped is gone
 * @param errors sentences; any makes the metadata unusable
 * @param warnings sentences
 */
public record MetadataFindings(DatabaseMetadata metadata, List<String> errors, List<String> warnings) {
    public MetadataFindings {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
