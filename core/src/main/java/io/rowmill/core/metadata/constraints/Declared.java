package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.metadata.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** A part of a declared rule that all rows of its table keep. A constraint has one or several. */
public sealed interface Declared {
    Constraint from();

    /**
     * A condition that isn't false in any row; it may be null.
     *
     * @param holds paths of its columns are names of relationships
     */
    record Condition(Constraint from, Expression holds) implements Declared {
        public Condition {
            Objects.requireNonNull(from);
            Objects.requireNonNull(holds);
        }
    }

    /** Cells stand together as they do in some row of the source. */
    record Combinations(Constraint from, List<String> columns) implements Declared {
        public Combinations {
            Objects.requireNonNull(from);
            columns = List.copyOf(columns);
        }
    }

    /** One of the columns is 1 or true, the others are 0 or false. */
    record OneHot(Constraint from, List<String> columns) implements Declared {
        public OneHot {
            Objects.requireNonNull(from);
            columns = List.copyOf(columns);
        }
    }

    /** A number is a multiple. */
    record Increments(Constraint from, String column, BigDecimal increment) implements Declared {
        public Increments {
            Objects.requireNonNull(from);
            Objects.requireNonNull(column);
            if (increment.signum() <= 0) {
                throw new IllegalArgumentException("increment");
            }
        }
    }
}
