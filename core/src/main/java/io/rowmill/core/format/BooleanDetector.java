package io.rowmill.core.format;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a boolean column spells true and false. */
final class BooleanDetector implements ValueFormat.Detector {
    /** Pairs of tokens, true first; compared without case. */
    private static final List<String[]> PAIRS = List.of(
            new String[] {"true", "false"},
            new String[] {"t", "f"},
            new String[] {"yes", "no"},
            new String[] {"y", "n"},
            new String[] {"1", "0"},
            new String[] {"1.0", "0.0"},
            new String[] {"on", "off"});

    private @Nullable String trueToken;
    private @Nullable String falseToken;

    /** @throws ValueFormatException if the cell is no common spelling of a truth value */
    static boolean truth(String cell) {
        String token = cell.strip().toLowerCase(Locale.ROOT);
        for (String[] pair : PAIRS) {
            if (token.equals(pair[0]) || token.equals(pair[1])) {
                return token.equals(pair[0]);
            }
        }
        throw new ValueFormatException("a boolean");
    }

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null || cell.equals(trueToken) || cell.equals(falseToken)) {
            return true;
        }
        try {
            if (truth(cell)) {
                trueToken = trueToken == null ? cell : trueToken;
            } else {
                falseToken = falseToken == null ? cell : falseToken;
            }
            return true;
        } catch (ValueFormatException e) {
            return false;
        }
    }

    @Override
    public boolean hasValue() {
        return trueToken != null || falseToken != null;
    }

    @Override
    public ValueFormat format() {
        if (trueToken != null) {
            return new ValueFormat.Bool(trueToken, falseToken == null ? partner(trueToken, 0, 1) : falseToken);
        }
        return falseToken == null
                ? new ValueFormat.Bool("true", "false")
                : new ValueFormat.Bool(partner(falseToken, 1, 0), falseToken);
    }

    private static String partner(String token, int side, int otherSide) {
        String lower = token.strip().toLowerCase(Locale.ROOT);
        String other = PAIRS.stream()
                .filter(pair -> pair[side].equals(lower))
                .findFirst()
                .orElseThrow()[otherSide];
        String stripped = token.strip();
        if (stripped.equals(lower)) {
            return other;
        }
        boolean allUpper = stripped.equals(stripped.toUpperCase(Locale.ROOT));
        return allUpper ? other.toUpperCase(Locale.ROOT) : Character.toUpperCase(other.charAt(0)) + other.substring(1);
    }
}
