package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Pages of the project, as text and as tables. */
final class Pages {
    private Pages() {}

    static Path path(String file) {
        return Project.path(file);
    }

    static String read(String file) throws IOException {
        return Files.readString(path(file));
    }

    /** Rows of the Markdown tables on a page whose first cell begins with {@code first}; backticks are taken off. */
    static List<List<String>> rows(String page, String first) throws IOException {
        return read(page)
                .lines()
                .filter(line -> line.startsWith("| " + first))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }

    /** Replaces what stands between two markers if {@code -Drowmill.docs=write} asks for it, and gives the page as it is then. */
    static String generated(String page, String begin, String content, String end) throws IOException {
        String before = read(page);
        assertThat(before)
                .as("%s needs two lines around what is generated: '%s' and '%s'", page, begin.strip(), end)
                .contains(begin, end);
        if (!"write".equals(System.getProperty("rowmill.docs"))) {
            return before;
        }
        int from = before.indexOf(begin) + begin.length();
        String after = before.substring(0, from) + content + before.substring(before.indexOf(end, from));
        Files.writeString(path(page), after);
        return after;
    }
}
