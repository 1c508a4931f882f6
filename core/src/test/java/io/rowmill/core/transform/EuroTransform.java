package io.rowmill.core.transform;

import io.rowmill.core.metadata.Sdtype;

/** The example of a user's transform: {@code 1.234,50 EUR}, a category to anyone else, is learned as a number. */
public final class EuroTransform implements CellTransform {
    private static final String CURRENCY = " EUR";

    @Override
    public String name() {
        return "euro";
    }

    @Override
    public Sdtype sdtype() {
        return Sdtype.NUMERICAL;
    }

    @Override
    public String write(String cell) {
        if (!cell.endsWith(CURRENCY)) {
            throw new IllegalArgumentException("no amount in euros");
        }
        return cell.substring(0, cell.length() - CURRENCY.length())
                .replace(".", "")
                .replace(',', '.');
    }

    @Override
    public String read(String written) {
        return written.replace('.', ',') + CURRENCY;
    }
}
