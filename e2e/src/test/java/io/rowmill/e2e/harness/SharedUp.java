package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One {@link Up} for all test classes that need no settings and no restart of their own: started for the first of them, stopped
 * after the last class. To start one and to learn a first model costs more than most of these tests do. Others have left runs
 * and models there, so a test looks for its own alone, and it leaves no record that nobody can read.
 */
public final class SharedUp implements ParameterResolver {
    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(SharedUp.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Up.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OWN)
                .computeIfAbsent(Started.class, key -> Started.start(), Started.class)
                .up();
    }

    /** Closed by JUnit after all tests. */
    private record Started(Path home, Up up) implements AutoCloseable {
        static Started start() {
            try {
                Path home = Files.createTempDirectory("rowmill-up");
                Rowmill rowmill = new Rowmill(home).with(LibraryDatabase.access(home));
                return new Started(home, Up.start(rowmill, home.resolve("data")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            up.close();
            List<Path> innermostFirst;
            try (Stream<Path> files = Files.walk(home)) {
                innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        }
    }
}
