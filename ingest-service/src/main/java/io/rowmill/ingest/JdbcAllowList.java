package io.rowmill.ingest;

import io.rowmill.core.failure.FailureException;
import io.rowmill.sources.JdbcTarget;
import io.rowmill.sources.JdbcUrl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which databases requests may name. What an entry of the list says is the operator's choice; behind it a request may name a
 * host, a database, and parameters from a short list. Drivers have hundreds of others, some of which load classes, read and write
 * files or name another host ({@code socketFactory}, {@code loggerFile}, {@code INIT}, {@code PGHOST}), so the rest is refused.
 * What a URL means is asked of its driver ({@link JdbcTarget}); a URL whose driver nobody can ask needs an entry with a host.
 */
record JdbcAllowList(List<String> entries) {
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)(user|currentSchema|databaseName|ApplicationName|connectTimeout|socketTimeout|tcpKeepAlive"
                    + "|targetServerType|serverTimezone|characterEncoding|useCursorFetch|ifexists)=[^/\\\\]*"
                    + "|loginTimeout=[1-9][0-9]?"
                    + "|(ssl|useSSL|requireSSL|encrypt)=true|sslmode=(require|verify-ca|verify-full)");
    private static final Pattern WITH_HOST = Pattern.compile("jdbc:[^/]*//[^/?;].*");
    private static final Pattern SCHEME = Pattern.compile("jdbc:[^/]*:(//)?");
    /** A way out of a folder, and a system property that HSQLDB would put in. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[(]|[$][{]|(^|[/\\\\])[.][.]([/\\\\?;]|$)");

    JdbcAllowList {
        entries = List.copyOf(entries);
    }

    /**
     * @return the entry that lets the URL in
     * @throws FailureException (Rejected) if there is none, or the URL goes elsewhere or adds what may not be added
     */
    String entryFor(JdbcUrl url) {
        String entry = entries.stream()
                .filter(url::isWithin)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(
                        () -> refused("This JDBC URL is not on the ingest service's list (rowmill.ingest.jdbc-allow = "
                                + String.join(", ", entries) + ")."));
        if (!entry.equals(url.text())) {
            requireSamePlace(url, entry);
            requireHarmless(url, entry);
        }
        return entry;
    }

    private static void requireSamePlace(JdbcUrl url, String entry) {
        if (NOT_PLAIN.matcher(url.text().substring(entry.length())).find()) {
            throw refused("The JDBC URL must name its host and database plainly, without '(', '${' and '..'.");
        }
        JdbcTarget.of(url).ifPresentOrElse(target -> requireServer(target, entry), () -> requireHost(entry));
    }

    private static void requireServer(JdbcTarget target, String entry) {
        if (!target.server()) {
            throw refused(
                    "The driver would open this JDBC URL as a database in files or memory of the ingest service itself:"
                            + " name a server (//HOST:PORT/DATABASE), or ask the operator to add the whole URL to"
                            + " rowmill.ingest.jdbc-allow.");
        }
        if (SCHEME.matcher(entry).matches()) {
            return;
        }
        boolean same = JdbcTarget.statedBy(entry)
                .filter(stated -> stated.hosts().equals(target.hosts())
                        && (stated.database().isEmpty()
                                || entry.endsWith("/")
                                || stated.database().equals(target.database())))
                .isPresent();
        if (!same) {
            throw refused("With this JDBC URL, the driver would open another host or database than the allowed " + entry
                    + " (rowmill.ingest.jdbc-allow).");
        }
    }

    /** Nobody knows what else the driver opens: {@code jdbc:h2:x} is a file. */
    private static void requireHost(String entry) {
        if (!entry.contains("//") && !entry.contains("@")) {
            throw refused("The list's entry " + entry
                    + " (rowmill.ingest.jdbc-allow) does not tell a server from a file of the"
                    + " ingest service: the operator must end it in // or list the whole URL.");
        }
    }

    private static void requireHarmless(JdbcUrl url, String entry) {
        List<JdbcUrl.Parameter> own = ownParameters(entry);
        Set<String> seen = new HashSet<>();
        for (JdbcUrl.Parameter p : url.parameters()) {
            if (!seen.add(p.name().toLowerCase(Locale.ROOT))) {
                throw refused("The JDBC URL's parameter '" + p.name() + "' is given twice; remove one.");
            }
            requireHarmless(p, own);
        }
        for (String bare : url.bareParameters(entry.length())) {
            throw refused(
                    "The JDBC URL's parameter '" + bare + "' has no value: write " + bare + "=..., or remove it.");
        }
        JdbcTarget.of(url).map(JdbcTarget::parameters).orElse(List.of()).forEach(p -> requireHarmless(p, own));
    }

    /** As the operator spells them, and as the driver reads them. */
    private static List<JdbcUrl.Parameter> ownParameters(String entry) {
        List<JdbcUrl.Parameter> own = new ArrayList<>(new JdbcUrl(entry).parameters());
        JdbcTarget.statedBy(entry).map(JdbcTarget::parameters).ifPresent(own::addAll);
        return own;
    }

    private static void requireHarmless(JdbcUrl.Parameter p, List<JdbcUrl.Parameter> own) {
        if (!own.contains(p) && !HARMLESS.matcher(p.name() + "=" + p.value()).matches()) {
            throw refused("The JDBC URL's parameter '" + p.name() + "' or its value is not allowed in a"
                    + " request; remove it, or ask the operator to add the URL with it to"
                    + " rowmill.ingest.jdbc-allow.");
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
