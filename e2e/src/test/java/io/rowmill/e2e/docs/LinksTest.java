package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the project's own pages lead somewhere. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();

        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                if (!Files.exists(target) || !hasHeading(target, link.group(2))) {
                    broken.add(page.getFileName() + ": " + link.group());
                }
            }
        }

        assertThat(broken).as("links whose file or heading doesn't exist").isEmpty();
    }

    private static boolean hasHeading(Path page, String anchor) throws IOException {
        if (anchor == null) {
            return true;
        }
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(l -> l.startsWith("#"))
                    .map(l -> "#"
                            + l.replaceFirst("^#+ ", "")
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z0-9 _-]", "")
                                    .replace(' ', '-'))
                    .anyMatch(anchor::equals);
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Pages.path("deploy/README.md"), Pages.path("models/README.md")));
        try (Stream<Path> top = Files.list(Pages.path("."))) {
            top.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
        }
        try (Stream<Path> docs = Files.walk(Pages.path("docs"))) {
            docs.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }
}
