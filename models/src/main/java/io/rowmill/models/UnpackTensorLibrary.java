package io.rowmill.models;

/** Unpacks the tensor library to {@code DJL_CACHE_DIR}: deploy/Containerfile runs it, so that containers have nothing to unpack. */
public final class UnpackTensorLibrary {
    private UnpackTensorLibrary() {}

    /** Starts the library, which unpacks it, and proves that the image has all it needs. */
    public static void main(String[] args) {
        Torch.device("CPU");
    }
}
