package io.rowmill.platform.avro;

import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;

/** How records without a generated class look in Java: String, java.time, BigDecimal. */
final class GenericRecords {
    static final GenericData DATA = data();

    private GenericRecords() {}

    private static GenericData data() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        // The fast reader decides on string classes by schema properties alone.
        data.setFastReaderEnabled(false);
        return data;
    }

    static DatumReader<Object> reader(Schema writer) {
        return new GenericDatumReader<>(writer, writer, DATA) {
            @Override
            protected Class<?> findStringClass(Schema schema) {
                return String.class;
            }
        };
    }
}
