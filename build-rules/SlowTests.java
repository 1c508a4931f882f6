import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names the test classes that took longest, from the reports of all modules. Run at the end of a build; nothing depends on it.
 * Arguments: the folder of the project, and when the build began, so that reports of earlier builds are left out.
 */
class SlowTests {
    private static final int NAMED = 10;
    private static final Pattern SUITE =
            Pattern.compile("<testsuite\\s[^>]*?\\sname=\"([^\"]+)\"\\s+time=\"([0-9.,]+)\"");

    private static final Pattern REPORT = Pattern.compile(".*/target/(surefire|failsafe)-reports/TEST-[^/]*\\.xml");

    private record Slow(String name, double seconds) {}

    public static void main(String[] arguments) throws IOException {
        Instant begun = Instant.parse(arguments[1]);
        try (Stream<Path> files = Files.find(Path.of(arguments[0]), 4, (file, as) -> isReport(file)
                && !as.lastModifiedTime().toInstant().isBefore(begun))) {
            List<Slow> slowest = files.map(SlowTests::read)
                    .sorted(Comparator.comparingDouble(Slow::seconds).reversed())
                    .limit(NAMED)
                    .toList();
            System.out.println(slowest.isEmpty() ? "No test was run." : "The slowest test classes of this build:");
            slowest.forEach(s -> System.out.printf(Locale.ROOT, "%8.1f s  %s%n", s.seconds(), s.name()));
        }
    }

    private static boolean isReport(Path file) {
        return REPORT.matcher(file.toString().replace('\\', '/')).matches();
    }

    private static Slow read(Path report) {
        try {
            Matcher suite = SUITE.matcher(Files.readString(report));
            return suite.find()
                    ? new Slow(suite.group(1), Double.parseDouble(suite.group(2).replace(",", "")))
                    : new Slow(report.getFileName().toString(), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
