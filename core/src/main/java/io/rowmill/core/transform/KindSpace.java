package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.kinds.ValueKind;
import io.rowmill.core.kinds.ValueKinds;
import java.util.Objects;

/**
 * The values that a {@link ValueKind} can make of a template.
 *
 * @param of name of the kind
 * @param template in the kind's own notation
 */
record KindSpace(String of, String template) implements FakeSpace {
    KindSpace {
        Objects.requireNonNull(of);
        Objects.requireNonNull(template);
    }

    @Override
    @JsonIgnore
    public long size() {
        return Math.max(1, ValueKinds.get(of).size(template));
    }

    @Override
    public String at(long index, ValueFormat format) {
        return ValueKinds.get(of).make(template, index);
    }

    @Override
    public String beyond(long index, ValueFormat format) {
        return at(size() + index, format);
    }
}
