package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Calculated;
import io.rowmill.core.rules.Candidate.Close;
import io.rowmill.core.rules.Candidate.Determines;
import io.rowmill.core.rules.Candidate.Equal;
import io.rowmill.core.rules.Candidate.Exclusive;
import io.rowmill.core.rules.Candidate.IsPart;
import io.rowmill.core.rules.Candidate.NullAfter;
import io.rowmill.core.rules.Candidate.NullTogether;
import io.rowmill.core.rules.Candidate.Order;
import io.rowmill.core.rules.Candidate.PairDetermines;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.rules.Sample.Column;
import io.rowmill.core.transform.Protection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all rows say of a candidate. */
abstract sealed class Evidence
        permits Evidence.OfEqual,
                Evidence.OfOrder,
                Evidence.OfPart,
                Evidence.OfNulls,
                OfLookup,
                OfCalculated,
                OfPair,
                OfClose,
                OfExclusive {
    /** Rows in which the rule says something, and those of them that break it. */
    long rows;

    long broken;
    /** Rows in which one of the two is null and the other is not. */
    long nullAlone;

    abstract void accept(Row row);

    abstract Candidate candidate();

    boolean isExact() {
        return broken == 0;
    }

    double exceptions() {
        return rows == 0 ? 0 : (double) broken / rows;
    }

    boolean holds() {
        return rows >= Chance.MIN_ROWS && exceptions() <= 1 - Chance.NEARLY_ALWAYS;
    }

    static Evidence of(Candidate candidate, Protection protection, boolean nulls) {
        if (candidate instanceof Equal equal) {
            return new OfEqual(equal, protection);
        } else if (candidate instanceof Order order) {
            return new OfOrder(order, protection);
        } else if (candidate instanceof Determines determines) {
            return new OfLookup(determines, protection, nulls);
        } else if (candidate instanceof IsPart part) {
            return new OfPart(part);
        } else if (candidate instanceof Calculated calculated) {
            return new OfCalculated(calculated, protection);
        } else if (candidate instanceof PairDetermines pair) {
            return new OfPair(pair, protection, nulls);
        } else if (candidate instanceof Close close) {
            return new OfClose(close, protection);
        } else if (candidate instanceof Exclusive exclusive) {
            return new OfExclusive(exclusive, protection);
        }
        return new OfNulls(candidate);
    }

    static final class OfEqual extends Evidence {
        private final Equal candidate;
        private final @Nullable Spread spread;

        OfEqual(Equal candidate, Protection protection) {
            this.candidate = candidate;
            this.spread = Scalars.isScalar(candidate.y().format())
                    ? new Spread(candidate.x().format(), candidate.y().format(), protection)
                    : null;
        }

        @Override
        void accept(Row row) {
            String x = row.cell(candidate.x().index());
            String y = row.cell(candidate.y().index());
            if (x == null || y == null) {
                nullAlone += Objects.equals(x, y) ? 0 : 1;
            } else {
                rows++;
                broken += x.equals(y) ? 0 : 1;
            }
            if (spread != null) {
                spread.accept(
                        row.typed(candidate.x().index()),
                        row.typed(candidate.y().index()));
            }
        }

        @Override
        Equal candidate() {
            return candidate;
        }

        /** Null: the columns are on no scale. */
        @Nullable
        Spread spread() {
            return spread;
        }
    }

    static final class OfOrder extends Evidence {
        private final Order candidate;
        private final @Nullable Spread spread;

        OfOrder(Order candidate, Protection protection) {
            this.candidate = candidate;
            this.spread = Scalars.isTime(candidate.lesser().format())
                    ? new Spread(
                            candidate.lesser().format(), candidate.greater().format(), protection)
                    : null;
        }

        @Override
        void accept(Row row) {
            Object least = row.typed(candidate.lesser().index());
            Object most = row.typed(candidate.greater().index());
            if (least == null || most == null) {
                nullAlone += least == most ? 0 : 1;
            } else {
                rows++;
                broken += Scalars.number(least) <= Scalars.number(most) ? 0 : 1;
            }
            if (spread != null) {
                spread.accept(least, most);
            }
        }

        @Override
        Order candidate() {
            return candidate;
        }

        /** Null: the columns are no times. */
        @Nullable
        Spread spread() {
            return spread;
        }
    }

    static final class OfPart extends Evidence {
        private final IsPart candidate;

        OfPart(IsPart candidate) {
            this.candidate = candidate;
        }

        @Override
        void accept(Row row) {
            Object date = row.typed(candidate.date().index());
            Object number = row.typed(candidate.number().index());
            if (date == null || number == null) {
                nullAlone += date == number ? 0 : 1;
            } else {
                rows++;
                broken += Scalars.number(number) == Dates.part(date, candidate.part()) ? 0 : 1;
            }
        }

        @Override
        IsPart candidate() {
            return candidate;
        }
    }

    static final class OfNulls extends Evidence {
        private final Candidate candidate;
        private final Column x;
        private final Column y;
        private final boolean together;
        private long ofX;
        private long ofYAlone;
        private long ofBoth;

        OfNulls(Candidate candidate) {
            this.candidate = candidate;
            this.together = candidate instanceof NullTogether;
            if (candidate instanceof NullTogether both) {
                this.x = both.x();
                this.y = both.y();
            } else if (candidate instanceof NullAfter after) {
                this.x = after.x();
                this.y = after.y();
            } else {
                throw new IllegalArgumentException("no rule of nulls");
            }
        }

        @Override
        void accept(Row row) {
            boolean isNullX = row.cell(x.index()) == null;
            boolean isNullY = row.cell(y.index()) == null;
            rows++;
            ofX += isNullX ? 1 : 0;
            ofYAlone += isNullY && !isNullX ? 1 : 0;
            ofBoth += isNullY && isNullX ? 1 : 0;
            broken += (isNullX && !isNullY) || (together && isNullY && !isNullX) ? 1 : 0;
        }

        long ofX() {
            return ofX;
        }

        /** Share of x's nulls where y has a value. */
        double shareOfX() {
            long ofY = ofBoth + ofYAlone;
            return rows == ofY ? 0 : (double) (ofX - ofBoth) / (rows - ofY);
        }

        /** Share of x's nulls where y is null. */
        double shareOfXWhere() {
            long ofY = ofBoth + ofYAlone;
            return ofY == 0 ? 1 : (double) ofBoth / ofY;
        }

        /** Share of y's nulls where x is null. */
        double shareWhere() {
            return ofX == 0 ? 1 : (double) ofBoth / ofX;
        }

        /** Share of y's nulls where x has a value. */
        double share() {
            return rows == ofX ? 0 : (double) ofYAlone / (rows - ofX);
        }

        @Override
        Candidate candidate() {
            return candidate;
        }
    }
}
