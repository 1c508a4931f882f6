package io.rowmill.core.transform;

import io.rowmill.core.table.Part;
import java.util.List;

/** Which columns of a table are learned, and how each is encoded. */
public interface ColumnLayout {
    /** Learned columns in the order of the table, constant ones (without parts) included. */
    List<String> contentColumns();

    /** Parts of a content column; none for a constant column. */
    List<Part> parts(String column);
}
