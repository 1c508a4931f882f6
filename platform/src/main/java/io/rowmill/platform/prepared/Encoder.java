package io.rowmill.platform.prepared;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.EncodedColumnsWriter;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Fits transforms on a table's rows and encodes its columns into files. Each encoding has a folder of its own: a file that is mapped
 * can't be written again everywhere.
 *
 * @param rows without the columns of keys
 * @param rules that the rows keep: what they say isn't learned
 * @param parents what the rules read of parents' rows
 * @param keys names of the columns of keys
 * @param unique names of columns whose values never repeat
 * @param table with all its columns
 * @param dir where folders of encoded columns are made
 */
record Encoder(
        TableRows rows,
        TableRules rules,
        ParentCells parents,
        Set<String> keys,
        Set<String> unique,
        TableMetadata table,
        Seed seed,
        Path dir) {
    Encoded fit(TransformOptions options, String folder) throws IOException {
        return encode(
                TableTransform.fit(learned(), keys, unique, options, seed.derive("fit"))
                        .withoutNulls(rules.nullsGiven()),
                folder);
    }

    /** Of some columns alone; the rows have no others but what these are made from. */
    Encoder only(Set<String> columns) {
        Set<String> left = new HashSet<>(keys);
        rows.metadata().columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> !columns.contains(c))
                .forEach(left::add);
        return new Encoder(rows, rules, parents, left, unique, table, seed, dir);
    }

    private TableRows learned() {
        return new ResidualRows(rows, rules, parents);
    }

    Encoded encode(TableTransform transform, String folder) throws IOException {
        Encoded encoded = new Encoded(transform, table, Files.createDirectories(dir.resolve(folder)));
        transform.encode(learned(), seed.derive("encode"), EncodedColumnsWriter.files(encoded::file));
        return encoded;
    }

    /** @param folder of the encoded columns */
    record Encoded(TableTransform transform, TableMetadata table, Path folder) {
        Path file(String column) {
            return folder.resolve(table.indexOf(column).orElseThrow() + ".col");
        }
    }
}
