package io.rowmill.e2e;

import io.rowmill.e2e.harness.ShopFiles;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Something that is wrong with a source, its metadata or the options of a fit.
 *
 * @param make puts the mistake into a shop
 * @param options of the fit
 * @param said what the answer says, among other things
 */
record Mistake(String name, UnaryOperator<ShopFiles> make, List<Object> options, List<String> said) {
    Mistake with(Object... more) {
        return new Mistake(name, make, List.of(more), said);
    }

    Mistake says(String... fragments) {
        return new Mistake(name, make, options, List.of(fragments));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Mistake mistake(String name, UnaryOperator<ShopFiles> make) {
        return new Mistake(name, make, List.of(), List.of());
    }

    private static Mistake asked(String name, Object... options) {
        return mistake(name, shop -> shop).with(options);
    }

    static Stream<Mistake> all() {
        return Stream.of(
                mistake("a table that is not there", shop -> shop.without("sale.csv"))
                        .says("Table sale: the source does not hold it"),
                mistake(
                                "a column that is not there",
                                shop -> shop.metadata("\"primary_key\": \"id\"", "\"primary_key\": \"idd\""))
                        .says(
                                "Table customer: its primary key names column idd, which the table does not have (did you mean 'id'?)"),
                mistake(
                                "a column in the metadata only",
                                shop -> shop.metadata("\"age\": {", "\"agee\": {\"sdtype\": \"text\"}, \"age\": {"))
                        .says("Table customer: the metadata has column agee, the source has not (did you mean 'age'?)"),
                mistake(
                                "a column in the file only",
                                shop -> shop.metadata("\"age\": {\"sdtype\": \"numerical\"}, ", ""))
                        .says("Table customer: the source has column age, the metadata has not"),
                mistake(
                                "a foreign key to a missing table",
                                shop -> shop.metadata(
                                        "\"parent_table_name\": \"customer\"", "\"parent_table_name\": \"custmer\""))
                        .says(
                                "Relationship sale.customer->custmer: there is no table custmer (did you mean 'customer'?)"),
                mistake(
                                "a foreign key of another type",
                                shop -> shop.metadata(
                                        "\"customer\": {\"sdtype\": \"id\"}",
                                        "\"customer\": {\"sdtype\": \"datetime\"}"))
                        .says(
                                "column customer of sale is of type datetime, the column id of customer it refers to is of type id"),
                mistake(
                                "a value that does not parse",
                                shop -> shop.append("customer.csv", "90,hunter2,2020-01-01\n91,3,hunter2\n"))
                        .says(
                                "Table customer: 1 value(s) in column age are not numbers, first at line 22.",
                                "Table customer: 1 value(s) in column joined are not dates in the format %Y-%m-%d, first at line 23.",
                                "dropInvalidRows=true"),
                mistake("digits of another script", shop -> shop.append("customer.csv", "90,\uff11\uff12,2020-01-01\n"))
                        .says("Table customer: 1 value(s) in column age are not numbers, first at line 22."),
                mistake("a ragged line", shop -> shop.append("customer.csv", "90,hunter2\n"))
                        .says("File customer.csv, line 22: the record has 2 fields, the header has 3"),
                mistake(
                                "a byte that is no UTF-8, so that the file is read as windows-1252",
                                shop -> shop.append(
                                        "customer.csv", new byte[] {'9', '9', ',', '3', ',', (byte) 0xff, '\n'}))
                        .says("Table customer: 1 value(s) in column joined are not dates in the format %Y-%m-%d"),
                mistake("a header that repeats itself", shop -> shop.replace("customer.csv", "id,age", "id,id"))
                        .says("File customer.csv, line 1: the header names id more than once"),
                mistake("a duplicate key", shop -> shop.append("customer.csv", "7,30,2020-01-01\n"))
                        .says(
                                "Table customer: 1 row(s) repeat a value of the primary key id of an earlier row, first at line 22."),
                mistake("a key without a value", shop -> shop.append("customer.csv", ",30,2020-01-01\n"))
                        .says("Table customer: 1 row(s) have no value in the primary key id, first at line 22."),
                mistake("an orphan", shop -> shop.append("sale.csv", "90,987654,1.5\n"))
                        .says("Table sale: 1 value(s) in customer have no row in customer, first at line 42."),
                mistake("keys that make each other", shop -> shop.metadata(
                                        "\"relationships\": [",
                                        "\"relationships\": [" + ShopFiles.relationship("sale", "nr", "customer", "id")
                                                + ", ")
                                .metadata("\"child_foreign_key\": \"customer\"", "\"child_foreign_key\": \"nr\""))
                        .says("The foreign keys customer → sale → customer form a cycle"),
                mistake("no row at all", shop -> shop.write("customer.csv", "id,age,joined\n")
                                .write("sale.csv", "nr,customer,amount\n"))
                        .says("No table of the source has rows"),
                mistake("metadata that are no JSON", shop -> shop.write("metadata.json", "{\"tables\": hunter2"))
                        .says("line 1, column", "not valid JSON"),
                mistake("metadata that are no UTF-8", shop -> shop.append("metadata.json", new byte[] {(byte) 0xff}))
                        .says("metadata.json is not UTF-8"),
                asked("negative epochs", "--set", "epochs=-1").says("Setting 'epochs' must be a whole number from 0"),
                asked(
                                "a batch that pac does not divide",
                                "--set",
                                "engine=ctgan",
                                "--set",
                                "batchSize=101",
                                "--set",
                                "pac=10")
                        .says("Setting 'batchSize' (101) must be a multiple of 'pac' (10)"),
                asked("a setting nobody knows", "--set", "epochz=3")
                        .says("Unknown setting 'epochz' (did you mean 'epochs'?)"),
                mistake("everything at once", shop -> shop.replace("sale.csv", "nr,", "nr,nr,")
                                .metadata("\"primary_key\": \"id\"", "\"primary_key\": \"idd\""))
                        .with("--set", "epochz=3", "--set", "customer.maxClusters=0")
                        .says("the header names nr more than once", "names column idd", "epochz", "maxClusters"));
    }
}
