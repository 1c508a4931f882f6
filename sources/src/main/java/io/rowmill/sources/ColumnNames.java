package io.rowmill.sources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What names of columns and tables of one source tell: keys, references, personal data. */
final class ColumnNames {
    /** A shared beginning that long is taken for the same word: {@code ship_via} and {@code shippers}. */
    private static final int STEM = 4;

    private static final int ABBREVIATION = 3;
    private static final int GLUED_ABBREVIATION = 4;
    private static final int SHORT_PREFIX = 2;

    /** Words that name what a row of the table is. */
    private final Map<String, List<String>> tables = new HashMap<>();
    /** Words of each column without the short prefix that all columns of its table share. */
    private final Map<String, Map<String, List<String>>> columns = new HashMap<>();

    /** @param columnsOf names of all columns, by table */
    ColumnNames(Map<String, List<String>> columnsOf) {
        boolean common = columnsOf.size() > 2 && sharedFirstWord(columnsOf.keySet());
        columnsOf.keySet().forEach(t -> tables.put(t, tableWords(t, common)));
        columnsOf.forEach((table, names) -> {
            boolean shared = names.size() > 1
                    && sharedFirstWord(names)
                    && Words.of(names.get(0)).get(0).length() <= SHORT_PREFIX;
            Map<String, List<String>> words = new HashMap<>();
            names.forEach(n -> words.put(n, apart(shared ? rest(Words.of(n)) : Words.of(n))));
            columns.put(table, words);
        });
    }

    private static boolean sharedFirstWord(Iterable<String> names) {
        Set<String> first = new HashSet<>();
        for (String name : names) {
            List<String> words = Words.of(name);
            first.add(words.size() > 1 && !isIdWord(words.get(0)) ? words.get(0) : "");
        }
        return first.size() == 1 && !first.contains("");
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }

    private static List<String> tableWords(String table, boolean sharedPrefix) {
        List<String> words = new ArrayList<>(Words.of(table));
        words.removeIf(w -> w.chars().allMatch(Character::isDigit));
        if (words.size() > 1 && (sharedPrefix || Vocabulary.TABLE_PREFIXES.contains(words.get(0)))) {
            words.remove(0);
        }
        if (words.size() > 1 && Vocabulary.TABLE_SUFFIXES.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        return words;
    }

    /** {@code customerid} is taken apart if there are customers; {@code paid} isn't. */
    private List<String> apart(List<String> words) {
        if (words.isEmpty() || isIdWord(words.get(words.size() - 1))) {
            return words;
        }
        String last = words.get(words.size() - 1);
        for (String id : Vocabulary.GLUED_ID_WORDS) {
            String before = last.endsWith(id) ? last.substring(0, last.length() - id.length()) : "";
            if (!before.isEmpty() && tables.values().stream().anyMatch(t -> isGlued(before, t))) {
                List<String> out = new ArrayList<>(words.subList(0, words.size() - 1));
                out.add(before);
                out.add(id);
                return out;
            }
        }
        return words;
    }

    private static boolean isGlued(String before, List<String> table) {
        String name = String.join("", table);
        return Words.same(before, name)
                || (before.length() >= GLUED_ABBREVIATION
                        && Words.singulars(name).stream().anyMatch(n -> n.startsWith(before) || n.endsWith(before)))
                || Words.singulars(name).stream().anyMatch(n -> n.length() >= STEM && before.endsWith(n));
    }

    private static boolean isIdWord(String word) {
        return Vocabulary.STRONG_ID_WORDS.contains(word) || Vocabulary.WEAK_ID_WORDS.contains(word);
    }

    private List<String> words(String table, String column) {
        return columns.get(table).get(column);
    }

    private List<String> stem(String table, String column) {
        List<String> words = words(table, column);
        int from = words.size() > 1 && Vocabulary.LEADING_ID_WORDS.contains(words.get(0)) ? 1 : 0;
        int to = words.size();
        while (to > from && isIdWord(words.get(to - 1))) {
            to--;
        }
        return words.subList(from, to);
    }

    static boolean isPersonal(String name) {
        return Vocabulary.PERSONAL.matcher(String.join(" ", Words.of(name))).matches();
    }

    /** The last word is one for ids; what comes before it isn't looked at. */
    static boolean endsInIdWord(String name) {
        List<String> words = Words.of(name);
        return !words.isEmpty()
                && (isIdWord(words.get(words.size() - 1))
                        || words.get(words.size() - 1).endsWith("id"));
    }

    /** {@code id}, {@code customer_id}, {@code idCustomer}, {@code orderNo}, and {@code customerid} if there are customers; not {@code paid}. */
    boolean isIdLike(String table, String column) {
        List<String> words = words(table, column);
        return isStrong(table, column) || (!words.isEmpty() && isIdWord(words.get(words.size() - 1)));
    }

    /** By a word that only ids have: {@code id}, not {@code code}. */
    boolean isStrong(String table, String column) {
        List<String> words = words(table, column);
        return !words.isEmpty()
                && (Vocabulary.STRONG_ID_WORDS.contains(words.get(words.size() - 1))
                        || Vocabulary.LEADING_ID_WORDS.contains(words.get(0)));
    }

    /** @return whether the column is named as the key of its own table would be */
    boolean namesTable(String column, String table) {
        List<String> stem = stem(table, column);
        return stem.isEmpty() || isTable(stem, table);
    }

    /** @return whether the column's words are a beginning of its table's: {@code cust_key} of {@code customers} */
    boolean abbreviatesTable(String column, String table) {
        return isAbbreviation(stem(table, column), table);
    }

    private boolean isTable(List<String> stem, String table) {
        return Words.same(String.join("", stem), String.join("", tables.get(table)));
    }

    /** Of a table's only word: {@code order} is no abbreviation of {@code order_details}. */
    private boolean isAbbreviation(List<String> stem, String table) {
        return stem.size() == 1
                && tables.get(table).size() == 1
                && stem.get(0).length() >= ABBREVIATION
                && String.join("", tables.get(table)).startsWith(stem.get(0));
    }

    /** A year or a month is no key, unless its table is one of years. */
    boolean isTime(String table, String column) {
        List<String> stem = stem(table, column);
        return !stem.isEmpty() && Vocabulary.TIMES.contains(stem.get(stem.size() - 1)) && !namesTable(column, table);
    }

    /** {@code isbn}, {@code email}, {@code country_code}: what identifies a thing outside of the database, too. */
    boolean isNaturalKey(String table, String column) {
        List<String> words = words(table, column);
        return !words.isEmpty()
                && (Vocabulary.NATURAL_KEYS.contains(words.get(words.size() - 1))
                        || Vocabulary.NATURAL_KEYS.contains(String.join("", words))
                        || isIdWord(words.get(words.size() - 1))
                        || isTable(words, table));
    }

    /** Could number the rows that have the same parent. */
    boolean isLineNumber(String table, String column) {
        List<String> words = words(table, column);
        return !words.isEmpty() && Vocabulary.LINE_WORDS.contains(words.get(words.size() - 1));
    }

    boolean sameName(String table, String column, String otherTable, String otherColumn) {
        return words(table, column).equals(words(otherTable, otherColumn));
    }

    /**
     * How much a column's name looks like a reference to a key.
     *
     * @param numbers the values are whole numbers, which can be alike by chance
     */
    NameMatch match(String child, String column, String parent, String key, boolean numbers) {
        List<String> stem = stem(child, column);
        List<String> keyStem = stem(parent, key);
        boolean anybodys =
                keyStem.isEmpty() || (keyStem.size() == 1 && Vocabulary.ANYBODYS_KEY.contains(keyStem.get(0)));
        if (sameName(child, column, parent, key) && !(anybodys && numbers)) {
            if (anybodys) {
                return NameMatch.ROLE;
            }
            return namesTable(key, parent) || abbreviatesTable(key, parent) ? NameMatch.KEY : NameMatch.TABLE;
        }
        boolean idLike = isIdLike(child, column);
        if (numbers && !idLike && isPlural(stem)) {
            // How many of them there are.
            return NameMatch.NONE;
        }
        if (isTable(stem, parent)) {
            return NameMatch.TABLE;
        }
        if (!idLike && (isMeasure(words(child, column)) || isPersonal(column))) {
            return NameMatch.NONE;
        }
        boolean endsInKey = !anybodys && idLike && endsIn(stem, keyStem);
        if (endsInKey || endsIn(stem, tables.get(parent)) || (idLike && isAbbreviation(stem, parent))) {
            return NameMatch.ROLE;
        }
        return hints(child, stem, parent) ? NameMatch.HINT : NameMatch.NONE;
    }

    private static boolean isPlural(List<String> stem) {
        String last = stem.isEmpty() ? "" : stem.get(stem.size() - 1);
        return Words.singulars(last).size() > 1 && !last.endsWith("us") && !last.endsWith("is");
    }

    private static boolean isMeasure(List<String> words) {
        return words.isEmpty()
                || Vocabulary.MEASURES.contains(words.get(words.size() - 1))
                || Vocabulary.COUNTED.matcher(String.join(" ", words)).matches();
    }

    /** {@code billing address} in {@code addresses}, {@code team1} in {@code team}. */
    private static boolean endsIn(List<String> stem, List<String> name) {
        if (name.isEmpty() || stem.isEmpty()) {
            return false;
        }
        String wanted = String.join("", name);
        for (int from = 0; from < stem.size(); from++) {
            String end = String.join("", stem.subList(from, stem.size()));
            if (Words.same(end, wanted) || Words.same(end.replaceAll("\\d+$", ""), wanted)) {
                return true;
            }
        }
        String last = stem.get(stem.size() - 1);
        return Words.singulars(wanted).stream().anyMatch(w -> w.length() >= STEM && last.endsWith(w));
    }

    /** {@code parent} and, without a gap, {@code parentid} and {@code reportsto}. */
    private static boolean namesSelf(String word) {
        return Vocabulary.SELF_WORDS.contains(word)
                || Vocabulary.SELF_ENDS.stream()
                        .anyMatch(e -> word.endsWith(e)
                                && Vocabulary.SELF_WORDS.contains(word.substring(0, word.length() - e.length())));
    }

    private boolean hints(String child, List<String> stem, String parent) {
        String name = String.join("", tables.get(parent));
        return (child.equals(parent) && stem.stream().anyMatch(ColumnNames::namesSelf))
                || (Vocabulary.STAFF_TABLES.stream().anyMatch(s -> Words.same(s, name))
                        && stem.stream().anyMatch(Vocabulary.STAFF_WORDS::contains))
                || stem.stream().anyMatch(w -> w.length() >= STEM && w.length() < name.length() && name.startsWith(w));
    }
}
