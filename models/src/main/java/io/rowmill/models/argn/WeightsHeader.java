package io.rowmill.models.argn;

/** What a weights file says about its tensors. */
record WeightsHeader(Layout.Source layout, boolean anyOrder) {
    static final String KIND = "argn-weights";
}
