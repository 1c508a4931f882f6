package io.rowmill.core.metadata.constraints;

import static io.rowmill.core.metadata.constraints.Parameter.STRICT_BOUNDARIES;
import static io.rowmill.core.metadata.constraints.Parameter.of;

import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.constraints.Parameter.Type;
import io.rowmill.core.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of constraints with their parameters. All but the last three are SDV's. */
enum Kind {
    INEQUALITY("Inequality", of("low_column_name"), of("high_column_name"), STRICT_BOUNDARIES),
    RANGE("Range", of("low_column_name"), of("middle_column_name"), of("high_column_name"), STRICT_BOUNDARIES),
    SCALAR_INEQUALITY("ScalarInequality", of("column_name"), of("relation"), of("value", Type.SCALAR)),
    SCALAR_RANGE(
            "ScalarRange",
            of("column_name"),
            of("low_value", Type.SCALAR),
            of("high_value", Type.SCALAR),
            STRICT_BOUNDARIES),
    POSITIVE("Positive", of("column_name"), STRICT_BOUNDARIES),
    NEGATIVE("Negative", of("column_name"), STRICT_BOUNDARIES),
    FIXED_COMBINATIONS("FixedCombinations", of("column_names", Type.TEXTS)),
    FIXED_INCREMENTS("FixedIncrements", of("column_name"), of("increment_value", Type.NUMBER)),
    ONE_HOT_ENCODING("OneHotEncoding", of("column_names", Type.TEXTS)),
    UNIQUE("Unique", of("column_names", Type.TEXTS)),
    EXPRESSION("Expression", of("expression")),
    /** A column that is the number, sum, least or greatest of the rows that refer to its row. */
    TOTAL("Total", of("column_name")),
    /** A foreign key that follows from others, or may not come twice. */
    KEY_RULE("KeyRule", of("column_names", Type.TEXTS));

    private final String written;
    private final List<Parameter> parameters;

    Kind(String written, Parameter... parameters) {
        this.written = written;
        this.parameters = List.of(parameters);
    }

    boolean is(Constraint constraint) {
        return constraint.kind().equals(written);
    }

    static Optional<Kind> named(String written) {
        return Arrays.stream(values()).filter(k -> k.written.equals(written)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(k -> k.written).toList();
    }

    /** Sentences about parameters that are missing, unknown or of another type. */
    List<String> problems(Constraint constraint) {
        List<String> out = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Object given = constraint.parameters().get(parameter.name());
            String where = constraint.label() + ": parameter '" + parameter.name() + "' ";
            if (given == null && parameter.required()) {
                out.add(where + "is missing.");
            } else if (given != null && !parameter.type().fits(given)) {
                out.add(where + "must be " + parameter.type().words() + ".");
            }
        }
        List<String> known = parameters.stream().map(Parameter::name).toList();
        constraint.parameters().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> out.add(constraint.label() + ": there is no parameter '" + name + "'"
                        + NearestName.hint(name, known) + "; it has " + String.join(", ", known) + "."));
        return out;
    }
}
