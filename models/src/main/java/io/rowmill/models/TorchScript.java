package io.rowmill.models;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A program for the tensor library: one call runs many operations. Its text is TorchScript and defines {@code class Step(Module)}
 * with an attribute {@code half : bool} and a method {@code forward} that takes lists of tensors, then lists of numbers, and
 * returns a tensor.
 */
public final class TorchScript implements AutoCloseable {
    /** A pickled instance of Step, protocol 2: global, empty tuple, new object, empty dictionary; its one attribute; build. */
    private static final String INSTANCE = "\u0080\u0002c__torch__\nStep\n)\u0081}X\u0004\0\0\0half%ssb.";

    private static final String TRUE = "\u0088";
    private static final String FALSE = "\u0089";

    /** A pickled empty tuple. */
    private static final String NO_CONSTANTS = "\u0080\u0002).";

    /** Held as long as the script: the model's finalizer closes its block. */
    private final Model model;

    private final PtSymbolBlock block;

    private TorchScript(Model model) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /**
     * @param half whether the script is to compute with half precision
     * @throws IllegalArgumentException if the text does not compile
     */
    public static TorchScript compile(String text, boolean half, Device device) {
        Torch.prepareThread();
        Model model = Model.newInstance("script", device, Torch.ENGINE_NAME);
        try {
            model.load(new ByteArrayInputStream(archive(text, half)));
            return new TorchScript(model);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new IllegalArgumentException("the script does not compile", e);
        }
    }

    /** @param resource text beside {@code owner} on the class path */
    public static TorchScript load(Class<?> owner, String resource, boolean half, Device device) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            return compile(new String(in.readAllBytes(), StandardCharsets.UTF_8), half, device);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] archive(String text, boolean half) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "step/data.pkl", INSTANCE.formatted(half ? TRUE : FALSE).getBytes(StandardCharsets.ISO_8859_1));
            entry(zip, "step/code/__torch__.py", text.getBytes(StandardCharsets.UTF_8));
            entry(zip, "step/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            entry(zip, "step/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Runs the script on a thread that {@link Torch#prepareThread} has prepared; no gradients are recorded. */
    public NDArray run(List<List<NDArray>> tensors, List<double[]> numbers, NDManager manager) {
        return TorchNative.forward(block, tensors, numbers, manager);
    }

    @Override
    public void close() {
        model.close();
    }
}
