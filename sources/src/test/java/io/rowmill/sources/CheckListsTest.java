package io.rowmill.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckListsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(kind = ANY (ARRAY['a'::text, 'it''s'::text]))",
                "((kind)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying(20)])::text[]))",
                "(kind = ANY (ARRAY['a'::bpchar, 'it''s'::bpchar]))",
                "((kind = 'a'::bpchar) OR (kind = 'it''s'::bpchar) OR (kind IS NULL))",
                "(((kind)::text = ANY (ARRAY['a'::text, 'it''s'::text])) AND (length((kind)::text) > 0))",
                "((price > (0)::numeric) AND (\"kind\" = ANY (ARRAY['a'::shop.\"My type\", 'it''s'::text])))",
                "kind IN ('a', 'it''s')",
                "`kind` in ('a','it''s')",
                "(`kind` in (_utf8mb4'a',_utf8mb4'it''s'))",
                "(SHOP.PRICE.KIND) IN (('a'),('it''s'))",
                "shop.\"price\".\"kind\" IN ('a', 'it''s')"
            })
    void aListIsFoundHoweverADatabaseWritesIt(String expression) {
        assertThat(CheckLists.values("kind", expression)).containsExactly("a", "it's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(kind <> ALL (ARRAY['a'::text, 'b'::text]))",
                "((kind = 'a'::text) OR (price > 0))",
                "((kind ~ '^[A-Z]$'::text) OR (kind = 'N/A'::text))",
                "(kind = other)",
                "price.other = 'a'",
                "kind.other = 'a'",
                "(other = ANY (ARRAY['a'::text]))",
                "(kind IS NOT NULL)",
                "(length(kind) = ANY (ARRAY[1, 2]))",
                "(NOT (kind = 'a'::text))",
                "(kind = ANY (ARRAY['a'::text, lower('B'::text)]))",
                "((kind = 'a",
                ""
            })
    void whatAllowsMoreThanAListHasNone(String expression) {
        assertThat(CheckLists.values("kind", expression)).isEmpty();
    }

    @Test
    void numbersAndCasesAreListedToo() {
        assertThat(CheckLists.values("grade", "(grade = ANY (ARRAY['-10'::integer, 0, 20]))"))
                .isEqualTo(List.of("-10", "0", "20"));
        assertThat(CheckLists.values("VALUE", "((VALUE)::text = 'web'::text)")).containsExactly("web");
        assertThat(CheckLists.values("sex", "(upper((sex)::text) = ANY (ARRAY['M'::text, 'Fe'::text]))"))
                .containsExactly("M", "m", "Fe", "FE", "fe");
    }
}
