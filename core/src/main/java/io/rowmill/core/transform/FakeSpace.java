package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.format.ValueFormat;

/** A numbered set of made-up cells that look alike. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ShapeSpace.class, name = "shape"),
    @JsonSubTypes.Type(value = PeriodSpace.class, name = "period"),
    @JsonSubTypes.Type(value = NumberSpace.class, name = "numbers"),
    @JsonSubTypes.Type(value = KindSpace.class, name = "kind")
})
sealed interface FakeSpace permits ShapeSpace, PeriodSpace, NumberSpace, KindSpace {
    long MAX_SIZE = 1L << 62;

    /** Number of distinct cells, at most 2^62. */
    long size();

    /** @param index in [0, size); distinct indices give distinct cells */
    String at(long index, ValueFormat format);

    /** A cell outside the space that still looks like one of it; for where the space is used up. */
    String beyond(long index, ValueFormat format);
}
