package io.rowmill.core.expression;

import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Arithmetic;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Matches;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Or;
import io.rowmill.core.expression.Expression.Relation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What comes out of an expression for one row. */
final class Evaluation {
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(86_400_000_000L);
    private static final MathContext PRECISION = MathContext.DECIMAL128;
    /** Compiled once for all rows; expressions have few. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private final Expression.Row row;

    Evaluation(Expression.Row row) {
        this.row = row;
    }

    @Nullable
    Object value(Expression of) {
        if (of instanceof Column column) {
            return common(row.value(column));
        } else if (of instanceof Expression.Numeral number) {
            return number.value();
        } else if (of instanceof Expression.Text text) {
            return text.value();
        } else if (of instanceof Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (of instanceof Comparison comparison) {
            return comparison(comparison);
        } else if (of instanceof And and) {
            return all(and.parts(), true);
        } else if (of instanceof Or or) {
            return all(or.parts(), false);
        } else if (of instanceof Not not) {
            Boolean truth = truth(not.of());
            return truth == null ? null : !truth;
        } else if (of instanceof IsNull isNull) {
            return value(isNull.of()) == null;
        }
        return matches((Matches) of);
    }

    /** All numbers are decimals, and all times have a time of day. */
    private static @Nullable Object common(@Nullable Object typed) {
        if (typed instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        } else if (typed instanceof Double real) {
            return Double.isFinite(real) ? BigDecimal.valueOf(real) : null;
        } else if (typed instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        return typed;
    }

    private @Nullable Boolean truth(Expression of) {
        Object value = value(of);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw unrelated("a condition", value);
    }

    /** One part that isn't as {@code truth} decides; else one that can't be told leaves the whole untold. */
    private @Nullable Boolean all(List<Expression> parts, boolean truth) {
        Boolean out = truth;
        for (Expression part : parts) {
            Boolean of = truth(part);
            if (of == null) {
                out = null;
            } else if (of != truth) {
                return of;
            }
        }
        return out;
    }

    private @Nullable Object arithmetic(Arithmetic of) {
        Object left = value(of.left());
        Object right = value(of.right());
        if (left == null || right == null) {
            return null;
        } else if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return switch (of.operator()) {
                case ADD -> a.add(b);
                case SUBTRACT -> a.subtract(b);
                case MULTIPLY -> a.multiply(b);
                case DIVIDE -> b.signum() == 0 ? null : a.divide(b, PRECISION);
            };
        }
        switch (of.operator()) {
            case ADD -> {
                if (left instanceof LocalDateTime time && right instanceof BigDecimal days) {
                    return later(time, days);
                } else if (left instanceof BigDecimal days && right instanceof LocalDateTime time) {
                    return later(time, days);
                }
            }
            case SUBTRACT -> {
                if (left instanceof LocalDateTime time && right instanceof BigDecimal days) {
                    return later(time, days.negate());
                } else if (left instanceof LocalDateTime end && right instanceof LocalDateTime start) {
                    BigDecimal micros = BigDecimal.valueOf(ChronoUnit.MICROS.between(start, end));
                    return micros.divide(MICROS_PER_DAY, PRECISION);
                }
            }
            default -> {}
        }
        throw unrelated(type(left), right);
    }

    private static LocalDateTime later(LocalDateTime time, BigDecimal days) {
        BigDecimal micros = days.multiply(MICROS_PER_DAY).setScale(0, RoundingMode.HALF_UP);
        return time.plus(micros.longValue(), ChronoUnit.MICROS);
    }

    private @Nullable Boolean comparison(Comparison of) {
        Object left = value(of.left());
        Object right = value(of.right());
        if (left == null || right == null) {
            return null;
        }
        int order = order(left, right);
        Relation relation = of.relation();
        return switch (relation) {
            case EQUAL -> order == 0;
            case DIFFERENT -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static int order(Object left, Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b);
        } else if (left instanceof LocalDateTime a && right instanceof LocalDateTime b) {
            return a.compareTo(b);
        } else if (left instanceof LocalDateTime a && right instanceof String b) {
            return a.compareTo(time(b));
        } else if (left instanceof String a && right instanceof LocalDateTime b) {
            return time(a).compareTo(b);
        } else if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        } else if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.compareTo(b);
        } else if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        throw unrelated(type(left), right);
    }

    private static LocalDateTime time(String text) {
        try {
            return text.length() <= "2000-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time is compared with a text that is none");
        }
    }

    private @Nullable Boolean matches(Matches of) {
        Object value = value(of.of());
        if (value == null) {
            return null;
        }
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        try {
            return PATTERNS.computeIfAbsent(of.pattern(), Pattern::compile)
                    .matcher(text)
                    .matches();
        } catch (StackOverflowError e) {
            // A pattern like (a|b)* takes frames for each character of the text.
            throw new TooIntricateException("its regular expression takes too many steps for a long text", e);
        }
    }

    private static String type(Object value) {
        if (value instanceof BigDecimal) {
            return "a number";
        } else if (value instanceof LocalDateTime) {
            return "a time";
        } else if (value instanceof Duration) {
            return "a length of time";
        }
        return value instanceof Boolean ? "a truth" : "a text";
    }

    private static IllegalArgumentException unrelated(String one, Object other) {
        return new IllegalArgumentException(one + " and " + type(other) + " have nothing in common");
    }
}
