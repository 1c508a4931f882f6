package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.metadata.constraints.Plan.Limit;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The column is a number or a time, and it is moved to where declared rules have it, if it comes out beyond. This is the last that is
 * done to it.
 */
public record Limited(Limits limits) implements Derivation {
    public Limited {
        Objects.requireNonNull(limits);
    }

    @Override
    public String column() {
        return limits.column();
    }

    @Override
    public List<Source> sources() {
        Set<Source> out = new LinkedHashSet<>();
        Stream.concat(limits.lowers().stream(), limits.uppers().stream())
                .map(Limit::bound)
                .flatMap(b -> b.columns().stream())
                .forEach(c -> out.add(source(c)));
        return List.copyOf(out);
    }

    static Source source(Expression.Column column) {
        return new Source(column.path(), column.name());
    }
}
