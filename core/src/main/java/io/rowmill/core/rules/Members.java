package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.Group;
import io.rowmill.core.rules.Derivation.Member;
import io.rowmill.core.rules.Derivation.Weighted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cells by their places in the groups that sources name. */
final class Members {
    private final Member rule;
    private final Map<Optional<String>, List<Weighted>> groups = new HashMap<>();
    private final List<Weighted> all = new ArrayList<>();

    Members(Member rule) {
        this.rule = rule;
        for (Group group : rule.groups()) {
            groups.put(Optional.ofNullable(group.of()), group.members());
            all.addAll(group.members());
        }
    }

    @Nullable
    Object[] values(@Nullable Object[] places, @Nullable Object[] sources, Chances chances) {
        @Nullable Object[] out = new Object[places.length];
        for (int row = 0; row < out.length; row++) {
            String source = rule.sourceFormat().format(sources[row]);
            List<Weighted> members = groups.getOrDefault(Optional.ofNullable(source), all);
            int place = place(places[row]);
            String cell = place < members.size() ? members.get(place).cell() : drawn(members, chances.of(row));
            out[row] = rule.format().parse(cell);
        }
        return out;
    }

    /** No place where it is none. */
    static int place(@Nullable Object learned) {
        try {
            return learned == null ? Integer.MAX_VALUE : Integer.parseInt(learned.toString());
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static @Nullable String drawn(List<Weighted> members, double share) {
        double at = share * members.stream().mapToLong(Weighted::rows).sum();
        for (Weighted member : members) {
            at -= member.rows();
            if (at < 0) {
                return member.cell();
            }
        }
        return members.get(0).cell();
    }
}
