package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import io.rowmill.ingest.source.JdbcUrl;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which databases requests may name. What an entry of the list says is the operator's choice; behind it a request may name a
 * host, a path, and parameters from a short list. Drivers have hundreds of others, some of which load classes, read and write
 * files or name another host ({@code socketFactory}, {@code loggerFile}, {@code INIT}, {@code PGHOST}), so the rest is refused.
 */
record JdbcAllowList(List<String> entries) {
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)(user|currentSchema|databaseName|ApplicationName|connectTimeout|socketTimeout|loginTimeout|tcpKeepAlive"
                    + "|targetServerType|serverTimezone|characterEncoding|useCursorFetch|ifexists)=[^/\\\\]*"
                    + "|(ssl|useSSL|requireSSL|encrypt)=true|sslmode=(require|verify-ca|verify-full)");
    private static final Pattern WITH_HOST = Pattern.compile("jdbc:[^/]*//[^/?;].*");

    JdbcAllowList {
        entries = List.copyOf(entries);
    }

    /**
     * @return the entry that lets the URL in
     * @throws FailureException (Rejected) if there is none, or the URL adds a parameter that may not be added
     */
    String entryFor(JdbcUrl url) {
        String entry = entries.stream()
                .filter(url::isWithin)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(
                        () -> refused("This JDBC URL is not on the ingest service's list (rowmill.ingest.jdbc-allow = "
                                + String.join(", ", entries) + ")."));
        requireHarmless(url, entry);
        return entry;
    }

    private static void requireHarmless(JdbcUrl url, String entry) {
        List<JdbcUrl.Parameter> own = new JdbcUrl(entry).parameters();
        Set<String> seen = new HashSet<>();
        for (JdbcUrl.Parameter p : url.parameters()) {
            boolean repeated = !seen.add(p.name().toLowerCase(Locale.ROOT));
            boolean harmless = own.contains(p)
                    || HARMLESS.matcher(p.name() + "=" + p.value()).matches();
            if (repeated) {
                throw refused("The JDBC URL's parameter '" + p.name() + "' is given twice; leave one.");
            }
            if (!harmless) {
                throw refused(
                        "The JDBC URL's parameter '" + p.name() + "' is none that a request may set; remove it, or let"
                                + " the operator put the URL with it into rowmill.ingest.jdbc-allow.");
            }
        }
        if (url.text().substring(entry.length()).indexOf('(') >= 0) {
            throw refused("The JDBC URL must name its host plainly, without parentheses.");
        }
    }

    private static FailureException refused(String message) {
        return FailureException.rejected("source-not-allowed", message);
    }

    /** Whether an entry says which database it means, so that whoever wrote it knows where a password would go. */
    static boolean isDefinite(String entry, JdbcUrl url) {
        return entry.equals(url.text()) || WITH_HOST.matcher(entry).matches();
    }
}
