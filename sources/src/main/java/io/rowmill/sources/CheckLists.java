package io.rowmill.sources;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a check constraint allows, if it lists them: {@code status IN ('a', 'b')}, as databases write it back. Casts and
 * superfluous parentheses are left out. Conditions beside the list don't matter: they only allow less.
 */
final class CheckLists {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<text>'(?:[^']|'')*+')|(?<name>\"(?:[^\"]|\"\")*+\"|`[^`]*+`)|(?<number>-?\\d+(?:\\.\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*+)"
                    + "|(?<sign>::|<>|>=|<=|!=|!~~?\\*?|~~?\\*?|.))",
            Pattern.DOTALL);
    /** Words that follow the first one in the name of a type. */
    private static final Set<String> OF_TYPES = Set.of("VARYING", "PRECISION", "WITH", "WITHOUT", "TIME", "ZONE");

    private final String column;

    private CheckLists(String column) {
        this.column = column;
    }

    /** Where it was opened, and what is in it; without children: a token. */
    private record Node(String kind, String text, List<Node> parts) {
        boolean isWord(String word) {
            return kind.equals("word") && text.equalsIgnoreCase(word);
        }

        boolean isSign(String sign) {
            return kind.equals("sign") && text.equals(sign);
        }
    }

    /**
     * @param column name of the column; {@code VALUE} in the check of a domain
     * @param expression what must not be false, in SQL
     * @return in the order of the expression; empty: it lists none
     */
    static List<String> values(String column, String expression) {
        List<Node> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression.strip());
        while (matcher.lookingAt()) {
            for (String kind : List.of("text", "name", "number", "word", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Node(kind, matcher.group(kind), List.of()));
                }
            }
            matcher.region(matcher.end(), expression.strip().length());
        }
        Set<String> values = new LinkedHashSet<>();
        return new CheckLists(column).collect(nested(withoutCasts(tokens)), values) ? List.copyOf(values) : List.of();
    }

    /** A cast is two colons and a type: words, perhaps of a schema, with a size or brackets behind them. */
    private static List<Node> withoutCasts(List<Node> tokens) {
        List<Node> out = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            if (!tokens.get(at).isSign("::")) {
                out.add(tokens.get(at++));
                continue;
            }
            at += 2;
            while (at < tokens.size() && tokens.get(at).isSign(".")) {
                at += 2;
            }
            boolean more = true;
            while (more && at < tokens.size()) {
                Node next = tokens.get(at);
                boolean size = next.isSign("(")
                        && at + 2 < tokens.size()
                        && tokens.get(at + 2).isSign(")");
                boolean array = next.isSign("[")
                        && at + 1 < tokens.size()
                        && tokens.get(at + 1).isSign("]");
                more = size || array || OF_TYPES.contains(next.text().toUpperCase(Locale.ROOT));
                at += size ? 3 : array ? 2 : more ? 1 : 0;
            }
        }
        return out;
    }

    /** Parentheses and brackets with what is in them. */
    private static Node nested(List<Node> tokens) {
        List<List<Node>> open = new ArrayList<>();
        open.add(new ArrayList<>());
        for (Node token : tokens) {
            if (token.isSign("(") || token.isSign("[")) {
                open.add(new ArrayList<>());
            } else if ((token.isSign(")") || token.isSign("]")) && open.size() > 1) {
                Node closed = new Node("group", "", open.remove(open.size() - 1));
                open.get(open.size() - 1).add(closed);
            } else {
                open.get(open.size() - 1).add(token);
            }
        }
        return new Node("group", "", open.get(0));
    }

    private static Node bare(Node node) {
        Node inner = node;
        while (inner.parts().size() == 1) {
            inner = inner.parts().get(0);
        }
        return inner;
    }

    /** @return false: other values than those that were added are allowed, too */
    private boolean collect(Node condition, Set<String> values) {
        Node node = bare(condition);
        List<Node> either = split(node.parts(), "OR");
        if (either.size() > 1) {
            return either.stream().allMatch(part -> isNullTest(part) || collect(part, values));
        }
        List<Node> both = split(node.parts(), "AND");
        if (both.size() > 1) {
            return both.stream().anyMatch(part -> {
                Set<String> listed = new LinkedHashSet<>();
                return collect(part, listed) && values.addAll(listed);
            });
        }
        return comparison(node.parts(), values);
    }

    private static List<Node> split(List<Node> parts, String word) {
        List<Node> out = new ArrayList<>();
        List<Node> current = new ArrayList<>();
        for (Node part : parts) {
            if (part.isWord(word)) {
                out.add(new Node("group", "", List.copyOf(current)));
                current.clear();
            } else {
                current.add(part);
            }
        }
        out.add(new Node("group", "", List.copyOf(current)));
        return out;
    }

    private boolean isNullTest(Node node) {
        List<Node> parts = bare(node).parts();
        int end = parts.size();
        return end > 2
                && parts.get(end - 2).isWord("IS")
                && parts.get(end - 1).isWord("NULL")
                && isColumn(parts.subList(0, end - 2));
    }

    /** Of a column, or of its value in upper or lower case, with one value or several. */
    private boolean comparison(List<Node> parts, Set<String> values) {
        for (int i = 1; i < parts.size() - 1; i++) {
            boolean equal = parts.get(i).isSign("=");
            if (!equal && !parts.get(i).isWord("IN")) {
                continue;
            }
            List<Node> left = parts.subList(0, i);
            boolean any = equal && parts.get(i + 1).isWord("ANY");
            List<Node> right = parts.subList(any ? i + 2 : i + 1, parts.size());
            Optional<List<String>> listed = literals(new Node("group", "", right));
            if (isColumn(left) && listed.isPresent()) {
                return values.addAll(listed.get());
            }
            boolean cased = left.size() == 2
                    && (left.get(0).isWord("UPPER") || left.get(0).isWord("LOWER"))
                    && isColumn(left.subList(1, 2));
            return cased && listed.isPresent() && values.addAll(inAnyCase(listed.get()));
        }
        return false;
    }

    private static List<String> inAnyCase(List<String> listed) {
        Set<String> all = new LinkedHashSet<>();
        for (String value : listed) {
            String small = value.toLowerCase(Locale.ROOT);
            all.add(value);
            all.add(value.toUpperCase(Locale.ROOT));
            all.add(small);
            all.add(small.isEmpty() ? "" : small.substring(0, 1).toUpperCase(Locale.ROOT) + small.substring(1));
        }
        return List.copyOf(all);
    }

    private boolean isColumn(List<Node> parts) {
        List<Node> inner = parts.size() == 1 ? bare(parts.get(0)).parts() : parts;
        List<Node> path = inner.isEmpty() ? parts : inner;
        boolean qualified = path.size() > 2 && path.get(path.size() - 2).isSign(".");
        Node node = bare(qualified ? path.get(path.size() - 1) : new Node("group", "", parts));
        if (node.kind().equals("name")) {
            return node.text()
                    .substring(1, node.text().length() - 1)
                    .replace("\"\"", "\"")
                    .equals(column);
        }
        return node.kind().equals("word") && node.text().equalsIgnoreCase(column);
    }

    /** MySQL says in front of a text how it is encoded. */
    private static boolean isCharset(Node node) {
        return node.kind().equals("word") && node.text().startsWith("_");
    }

    /** @return empty: there is something else than values */
    private static Optional<List<String>> literals(Node list) {
        Node node = bare(list);
        if (node.parts().size() == 2 && node.parts().get(0).isWord("ARRAY")) {
            node = bare(node.parts().get(1));
        }
        List<Node> items = node.parts().isEmpty() ? List.of(node) : node.parts();
        List<String> values = new ArrayList<>();
        for (Node item : items) {
            Node value = bare(item);
            if (value.kind().equals("text")) {
                values.add(value.text().substring(1, value.text().length() - 1).replace("''", "'"));
            } else if (value.kind().equals("number")) {
                values.add(value.text());
            } else if (!value.isSign(",") && !isCharset(value)) {
                return Optional.empty();
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
