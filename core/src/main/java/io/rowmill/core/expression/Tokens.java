package io.rowmill.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of an expression. */
final class Tokens {
    private static final Set<String> WORDS = Set.of("and", "or", "not", "is", "null", "matches");
    /** What is between quotes is possessive: whatever is tried again takes a frame of the stack for each character. */
    private static final Pattern TOKEN = Pattern.compile("(?<number>(\\d+(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d+)?)"
            + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
            + "|\"(?<quoted>([^\"]|\"\")++)\""
            + "|'(?<text>([^']|'')*+)'"
            + "|(?<sign><=|>=|<>|!=|==|[-+*/=<>().×÷≤≥≠−])");

    private static final int LONGEST = 10_000;

    private Tokens() {}

    enum Kind {
        NUMBER,
        NAME,
        TEXT,
        /** A sign, or a word that isn't a name. */
        SIGN,
        END
    }

    /** @param at its first character, from 1 */
    record Token(Kind kind, String text, int at) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        String described() {
            return kind == Kind.END ? "the end" : kind == Kind.TEXT ? "a text" : "'" + text + "'";
        }
    }

    /** The last one is the end. */
    static List<Token> of(String text) {
        if (text.length() > LONGEST) {
            throw wrong(LONGEST, "it is too long");
        }
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (matcher.region(at, text.length()).lookingAt()) {
                tokens.add(token(matcher, at + 1));
                at = matcher.end();
            } else {
                throw wrong(at + 1, problem(text.charAt(at)));
            }
        }
        tokens.add(new Token(Kind.END, "", text.length() + 1));
        return tokens;
    }

    private static Token token(Matcher found, int at) {
        if (found.group("number") != null) {
            return new Token(Kind.NUMBER, found.group(), at);
        } else if (found.group("name") != null) {
            String word = found.group().toLowerCase(Locale.ROOT);
            return WORDS.contains(word) ? new Token(Kind.SIGN, word, at) : new Token(Kind.NAME, found.group(), at);
        } else if (found.group("quoted") != null) {
            return new Token(Kind.NAME, found.group("quoted").replace("\"\"", "\""), at);
        } else if (found.group("text") != null) {
            return new Token(Kind.TEXT, found.group("text").replace("''", "'"), at);
        }
        return new Token(Kind.SIGN, plain(found.group()), at);
    }

    private static String plain(String sign) {
        return switch (sign) {
            case "×" -> "*";
            case "÷" -> "/";
            case "≤" -> "<=";
            case "≥" -> ">=";
            case "≠" -> "!=";
            case "−" -> "-";
            default -> sign;
        };
    }

    private static String problem(char sign) {
        return switch (sign) {
            case '\'' -> "the text has no end: '…' is expected";
            case '"' -> "the name has no end: \"…\" is expected";
            default -> "'" + sign + "' means nothing here";
        };
    }

    static IllegalArgumentException wrong(int at, String what) {
        return new IllegalArgumentException("character " + at + ": " + what);
    }
}
