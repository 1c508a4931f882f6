package io.rowmill.sources;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that names of columns and tables are made of where they tell what something is. */
final class Vocabulary {
    static final Set<String> STRONG_ID_WORDS = words("id key uuid guid pk fk sk oid identifier");

    static final Set<String> WEAK_ID_WORDS = words("code nr no num nbr number nummer ref");

    static final Set<String> LEADING_ID_WORDS = words("id pk fk");

    /** What can stand at the end of a word without a gap: {@code custkey}, {@code empno}. */
    static final List<String> GLUED_ID_WORDS = List.of("id", "key", "code", "nr", "no", "num");

    /** Keys of every table could be called so: that two are tells nothing. */
    static final Set<String> ANYBODYS_KEY =
            words("row record rec line entry seq sequence serial auto surrogate primary unique internal "
                    + "object obs index");

    static final Set<String> TIMES = words("year month week day hour minute quarter season decade");

    static final Set<String> LINE_WORDS =
            words("line no nr num nbr number seq sequence position pos index idx step item ordinal");

    /** What things are called outside of the database, too. */
    static final Set<String> NATURAL_KEYS =
            words("email mail emailaddress isbn isbn13 isbn10 issn sku ean gtin upc vin imei iata icao iso "
                    + "iso2 iso3 login username userid handle slug ticker symbol zip postcode abbr abbreviation");

    static final Set<String> SELF_WORDS =
            words("parent manager supervisor boss reports predecessor successor superior mother father "
                    + "previous prev next referrer referred reply root leader");

    /** What can stand behind such a word without a gap. */
    static final Set<String> SELF_ENDS = words("id to no nr key code");

    static final Set<String> STAFF_WORDS = words("rep salesperson salesrep seller agent manager supervisor");

    static final Set<String> STAFF_TABLES = words("employee staff person user");

    static final Set<String> MEASURES =
            words("count qty quantity amount total price cost weight size length width height age rate score "
                    + "level rank years months days hours minutes percent pct ratio share value sum avg mean min "
                    + "max date time year month day name title description type status flag");

    static final Set<String> TABLE_PREFIXES = words("tbl table tb dim fact fct stg ref lkp lu vw mst d f t");

    static final Set<String> TABLE_SUFFIXES = words("tbl table dim fact lookup lkp lu master mst");
    /** Names of how many there are of something: {@code no_of_rooms}. */
    static final Pattern COUNTED =
            Pattern.compile("((no|nr|num|number|count) of|num|n|total|count|max|min|avg|mean|sum) .*");

    static final Pattern PERSONAL = Pattern.compile(
            "e?mail( address)?|phone( number)?|home phone|mobile|fax|(first|last|middle|full|contact|user|given|family) name|"
                    + "[lf]name|surname|username|login|password|passwd|ssn|iban|passport|(.* )?street( address)?|"
                    + "address( ?(line )?\\d)?|(.* )?(address|postal code|postcode|zip|zip code)");

    private Vocabulary() {}

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }
}
