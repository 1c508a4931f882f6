package io.rowmill.core.transform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import net.datafaker.Faker;

/**
 * Columns that are faked by meaning, by the names that SDV gives them. What is digits or letters by a rule of the source
 * (phone numbers, postcodes, social security numbers, codes) is not among them: its shape says more than any list.
 */
enum WordKind {
    NAME(
            List.of("name", "full_name"),
            f -> f.name().firstName() + " " + f.name().lastName(),
            Numbering.PAIR),
    FIRST_NAME(List.of("first_name"), f -> f.name().firstName(), Numbering.NONE),
    LAST_NAME(List.of("last_name"), f -> f.name().lastName(), Numbering.NONE),
    EMAIL(List.of("email", "safe_email"), f -> f.internet().safeEmailAddress(), Numbering.LOCAL_PART),
    USER_NAME(List.of("user_name", "username"), f -> f.internet().username(), Numbering.SUFFIX),
    STREET_ADDRESS(List.of("street_address"), f -> f.address().streetAddress(), Numbering.HOUSE),
    ADDRESS(
            List.of("address"),
            f -> f.address().streetAddress() + ", " + f.address().zipCode() + " "
                    + f.address().city(),
            Numbering.HOUSE),
    STREET(List.of("street_name"), f -> f.address().streetName(), Numbering.NONE),
    CITY(List.of("city"), f -> f.address().city(), Numbering.NONE),
    STATE(List.of("state", "administrative_unit", "region"), f -> f.address().state(), Numbering.NONE),
    COUNTRY(List.of("country"), f -> f.address().country(), Numbering.NONE),
    COUNTRY_CODE(List.of("country_code"), f -> f.address().countryCode(), Numbering.NONE),
    COMPANY(List.of("company"), f -> f.company().name(), Numbering.PAIR),
    JOB(List.of("job"), f -> f.job().title(), Numbering.NONE),
    IPV4(
            List.of("ipv4_address", "ipv4", "ipv4_public", "ipv4_private"),
            f -> f.internet().ipV4Address(),
            Numbering.IPV4),
    IPV6(List.of("ipv6_address", "ipv6"), f -> f.internet().ipV6Address(), Numbering.NONE),
    URL(List.of("url", "uri"), f -> "https://www." + f.internet().domainName(), Numbering.PATH),
    DOMAIN(List.of("domain_name", "hostname"), f -> f.internet().domainName(), Numbering.LABEL),
    CREDIT_CARD(List.of("credit_card_number"), f -> f.finance().creditCard(), Numbering.NONE),
    IBAN(List.of("iban"), f -> f.finance().iban(), Numbering.NONE);

    /** How a number that no other row has becomes part of a made-up value. */
    enum Numbering {
        /** It can't: a column of unique values keeps its shape instead. */
        NONE,
        /** It numbers the pairs of two words; then initials come between them. */
        PAIR,
        LOCAL_PART,
        SUFFIX,
        HOUSE,
        PATH,
        LABEL,
        IPV4
    }

    private final List<String> sdtypes;
    private final Function<Faker, String> words;
    private final Numbering numbering;

    WordKind(List<String> sdtypes, Function<Faker, String> words, Numbering numbering) {
        this.sdtypes = sdtypes;
        this.words = words;
        this.numbering = numbering;
    }

    static Optional<WordKind> of(String sdtype) {
        String name = sdtype.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(k -> k.sdtypes.contains(name)).findFirst();
    }

    String make(Faker faker) {
        return words.apply(faker);
    }

    /** Can make values that no two rows share. */
    boolean isNumbered() {
        return numbering != Numbering.NONE;
    }

    Numbering numbering() {
        return numbering;
    }
}
