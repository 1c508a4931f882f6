package io.rowmill.sources;

import io.rowmill.core.metadata.Sdtype;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;

/** What a database's column types tell of the values. */
final class JdbcTypes {
    /** Beyond that, a driver says that there is no limit. */
    private static final int LONGEST = 1_000_000;

    private JdbcTypes() {}

    /** The driver may call a type by the name of another, which its values are not. */
    static int actual(int type, String typeName) {
        return switch (typeName.toUpperCase(Locale.ROOT)) {
            case "TIMESTAMPTZ" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "YEAR", "YEAR UNSIGNED" -> Types.SMALLINT;
            case "BIGINT UNSIGNED" -> Types.DECIMAL;
            default -> type;
        };
    }

    /**
     * @param type a constant of {@link Types}
     * @param size digits, characters or bits
     * @return empty: its values cannot be read as text
     */
    static Optional<DeclaredType> of(int type, String typeName, int size) {
        if (type == Types.BIT && size > 1) {
            return Optional.empty();
        }
        return switch (actual(type, typeName)) {
            case Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY,
                    Types.BLOB,
                    Types.ARRAY,
                    Types.STRUCT,
                    Types.REF,
                    Types.DATALINK,
                    Types.JAVA_OBJECT,
                    Types.ROWID,
                    Types.REF_CURSOR -> Optional.empty();
            case Types.BOOLEAN, Types.BIT -> Optional.of(DeclaredType.of(typeName, Sdtype.BOOLEAN));
            // MySQL's true and false are such numbers: two values are categories, more are quantities.
            case Types.TINYINT -> Optional.of(DeclaredType.text(typeName));
            case Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> Optional.of(DeclaredType.of(typeName, Sdtype.NUMERICAL));
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, Types.TIME, Types.TIME_WITH_TIMEZONE ->
                Optional.of(DeclaredType.of(typeName, Sdtype.DATETIME));
            case Types.OTHER, Types.SQLXML -> Optional.of(DeclaredType.structured(typeName));
            case Types.CHAR, Types.NCHAR, Types.VARCHAR, Types.NVARCHAR ->
                Optional.of(DeclaredType.text(typeName).ofLength(size <= LONGEST ? Math.max(0, size) : 0));
            default -> Optional.of(DeclaredType.text(typeName));
        };
    }

    /** Values are written as a list of them writes them. */
    static boolean isListable(int type) {
        return switch (type) {
            case Types.CHAR,
                    Types.NCHAR,
                    Types.VARCHAR,
                    Types.NVARCHAR,
                    Types.LONGVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT -> true;
            default -> false;
        };
    }

    /** Every type of PostgreSQL has a text form. */
    static DeclaredType ofPostgres(PostgresTables.Type type) {
        String name = type.name();
        if (!type.labels().isEmpty()) {
            return DeclaredType.labels(name, type.labels());
        }
        return switch (name) {
            case "bool" -> DeclaredType.of(name, Sdtype.BOOLEAN);
            case "int2", "int4", "int8", "oid", "numeric", "float4", "float8", "money", "interval" ->
                DeclaredType.of(name, Sdtype.NUMERICAL);
            case "date", "timestamp", "timestamptz", "time", "timetz" -> DeclaredType.of(name, Sdtype.DATETIME);
            case "text", "varchar", "bpchar", "char", "name", "citext" ->
                DeclaredType.text(name).ofLength(type.maxLength());
            default -> DeclaredType.structured(name);
        };
    }
}
