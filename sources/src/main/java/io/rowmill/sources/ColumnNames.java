package io.rowmill.sources;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names of columns and tables tell: keys, references, personal data. */
final class ColumnNames {
    private static final Set<String> ID_WORDS = Set.of("id", "key", "code", "nr", "no", "uuid", "guid", "pk", "fk");
    private static final Set<String> SELF_WORDS =
            Set.of("parent", "manager", "supervisor", "boss", "reports", "predecessor");
    private static final Set<String> STAFF_WORDS =
            Set.of("rep", "salesperson", "salesrep", "seller", "agent", "manager", "supervisor");
    private static final Set<String> STAFF_TABLES = Set.of("employee", "staff", "person", "user");
    private static final Pattern PERSONAL = Pattern.compile(
            "e?mail( address)?|phone( number)?|home phone|mobile|fax|(first|last|middle|full|contact|user|given|family) name|"
                    + "[lf]name|surname|username|login|password|passwd|ssn|iban|passport|(.* )?street( address)?|"
                    + "address( ?(line )?\\d)?|(.* )?(address|postal code|postcode|zip|zip code)");
    /** A shared beginning that long is taken for the same word: {@code ship_via} and {@code shippers}. */
    private static final int STEM = 4;

    private ColumnNames() {}

    /** Lower-case words of {@code snake_case}, {@code camelCase} or {@code plain text}. */
    static List<String> words(String name) {
        return Arrays.stream(name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}\\p{N}]+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    static String joined(String name) {
        return String.join("", words(name));
    }

    static boolean isPersonal(String name) {
        return PERSONAL.matcher(String.join(" ", words(name))).matches();
    }

    static boolean isIdLike(String name) {
        List<String> words = words(name);
        return !words.isEmpty()
                && (ID_WORDS.contains(words.get(words.size() - 1))
                        || joined(name).endsWith("id"));
    }

    /** {@code customers} → {@code customer}, {@code categories} → {@code category}. */
    static String singular(String table) {
        String joined = joined(table);
        if (joined.endsWith("ies")) {
            return joined.substring(0, joined.length() - 3) + "y";
        }
        return joined.endsWith("s") && !joined.endsWith("ss") ? joined.substring(0, joined.length() - 1) : joined;
    }

    /** {@code customer_id} without its last word, if that says no more than "key". */
    static String stem(String column) {
        List<String> words = words(column);
        if (words.size() > 1 && ID_WORDS.contains(words.get(words.size() - 1))) {
            return String.join("", words.subList(0, words.size() - 1));
        }
        String joined = joined(column);
        return joined.endsWith("id") ? joined.substring(0, joined.length() - 2) : joined;
    }

    /** @return whether the column is named as the key of its own table would be */
    static boolean namesTable(String column, String table) {
        String stem = stem(column);
        return stem.isEmpty() || stem.equals(singular(table)) || stem.equals(joined(table));
    }

    /**
     * How much a column's name looks like a reference.
     *
     * @return 0: not at all; 1: by a role or a shared stem; 2: it ends in the name; 3: it is the table's or its key's name; 4: and that key is named for its table
     */
    static int similarity(String column, String childTable, String parentTable, String parentKey) {
        String name = joined(column);
        String key = joined(parentKey);
        String stem = stem(column);
        String parent = singular(parentTable);
        boolean keyNamesTable =
                stem(parentKey).equals(parent) || stem(parentKey).equals(joined(parentTable));
        if (name.equals(key) && !stem(parentKey).isEmpty()) {
            return keyNamesTable ? 4 : 3;
        }
        if (stem.equals(parent) || stem.equals(joined(parentTable))) {
            return 3;
        }
        if (isIdLike(column) && (stem.endsWith(parent) || (!stem(parentKey).isEmpty() && name.endsWith(key)))) {
            return 2;
        }
        return (childTable.equals(parentTable) && words(column).stream().anyMatch(SELF_WORDS::contains))
                        || (STAFF_TABLES.contains(parent)
                                && words(column).stream().anyMatch(STAFF_WORDS::contains))
                        || words(column).stream()
                                .anyMatch(
                                        w -> w.length() >= STEM && w.length() < parent.length() && parent.startsWith(w))
                ? 1
                : 0;
    }
}
