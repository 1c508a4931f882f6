package io.rowmill.models.argn;

import io.rowmill.models.TensorFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** What a weights file says about its tensors. */
record WeightsHeader(Layout.Source layout, boolean anyOrder) {
    static final String KIND = "argn-weights";

    /** The bytes of a weights file. */
    byte[] with(Map<String, TensorFile.Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TensorFile<>(this, tensors).write(KIND, out);
        return out.toByteArray();
    }
}
