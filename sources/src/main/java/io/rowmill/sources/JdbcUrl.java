package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a database is, as a request may carry it: never with a password, which events and logs would spread. */
public record JdbcUrl(String text) {
    /** In the spelling of any driver: {@code ?name=value&name=value}, {@code ;name=value}, {@code (name=value,name=value)}. */
    private static final Pattern PARAMETER = Pattern.compile("[?&;,(]\\s*([^?&;,()=]+)=([^?&;,()]*)");

    /** A parameter without a value, which drivers read as empty, as true, or not at all. */
    private static final Pattern BARE = Pattern.compile("[?&;]\\s*([^?&;=]+)(?=[?&;]|$)");

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|pwd|passphrase|secret|token).*");
    /** {@code //user:password@host}, and {@code user/password@host} as Oracle has it. */
    private static final Pattern LOGIN =
            Pattern.compile("(?i)jdbc:([a-z0-9+-]+:)*(//[^/?;@]*:[^?;]*@|[^/@?;:]+/[^@?;]*@).*");

    /** Ends in the place of the host: what follows may belong to that place still, for a driver that ends it elsewhere. */
    private static final Pattern ENDS_IN_HOST = Pattern.compile("jdbc:[^/@]*(//|@(//)?)[^/?;&]+");

    /** After a host: a path, or parameters in which nobody reads a second host, a login before another one, or a path. */
    private static final Pattern AFTER_HOST = Pattern.compile("/.*|[?;][^,@/\\\\()]*");

    /** One parameter of the URL, its name and value decoded. */
    public record Parameter(String name, String value) {}

    /** @throws FailureException (Rejected) if it is no JDBC URL or holds a password; the message doesn't repeat it */
    public JdbcUrl {
        if (!isJdbc(text) || text.chars().anyMatch(Character::isISOControl)) {
            throw FailureException.rejected(
                    "invalid-source",
                    "The source is not a JDBC URL: it must begin with jdbc: and contain no control characters.");
        }
        if (LOGIN.matcher(text).matches()
                || parameters(text).stream()
                        .anyMatch(p -> SECRET.matcher(p.name()).matches())) {
            throw FailureException.rejected(
                    "password-in-url",
                    "A URL must not contain a password, because others can read it: give it as ROWMILL_SOURCE_PASSWORD,"
                            + " or as a named secret, in the environment of whoever reads the database.");
        }
    }

    public static boolean isJdbc(String text) {
        return text.startsWith("jdbc:");
    }

    /**
     * Whether it lies within a prefix that ends where a host, a path or a parameter does: {@code jdbc:x://db} is no prefix of
     * {@code jdbc:x://db.example} in this sense, nor of {@code jdbc:x://db:99}, nor of {@code jdbc:x://db;user=me,evil/x}: drivers
     * differ in whether a semicolon ends the list of hosts.
     */
    public boolean isWithin(String prefix) {
        if (prefix.isEmpty() || !text.startsWith(prefix)) {
            return false;
        }
        String rest = text.substring(prefix.length());
        if (rest.isEmpty() || prefix.endsWith("/") || isScheme(prefix)) {
            return true;
        }
        return ENDS_IN_HOST.matcher(prefix).matches()
                ? AFTER_HOST.matcher(rest).matches()
                : "/?;&".indexOf(rest.charAt(0)) >= 0;
    }

    /** {@code jdbc:x:}, but not {@code jdbc:x://db:}, after which another host could follow the port. */
    private static boolean isScheme(String prefix) {
        return prefix.endsWith(":") && !prefix.contains("//");
    }

    public List<Parameter> parameters() {
        return parameters(text);
    }

    /** Names of parameters without a value, from a place in the URL on. */
    public List<String> bareParameters(int from) {
        return BARE.matcher(text.substring(from))
                .results()
                .map(found -> decoded(found.group(1)).strip())
                .toList();
    }

    private static List<Parameter> parameters(String text) {
        List<Parameter> found = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            found.add(new Parameter(decoded(matcher.group(1)).strip(), decoded(matcher.group(2))));
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Without the parameters, for messages. */
    @Override
    public String toString() {
        return text.replaceFirst("[?;(].*", "");
    }
}
