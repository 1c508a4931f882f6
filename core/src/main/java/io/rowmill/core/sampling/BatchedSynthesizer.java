package io.rowmill.core.sampling;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Conditions;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.ColumnLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The synthesizers of a table's batches as one. Batches are made in their order: one that has bridges sees, per row, the group's
 * context and the bridge columns made before; the others see the groups. Columns come out in the order of the table.
 */
public final class BatchedSynthesizer implements Synthesizer {
    private final List<Member> members;
    private final int parts;

    private BatchedSynthesizer(List<Member> members, int parts) {
        this.members = List.copyOf(members);
        this.parts = parts;
    }

    /** A batch and what has learned it; its context is the table's, then the bridges' parts. */
    public record Trained(ColumnBatch batch, Synthesizer synthesizer) {}

    /** @param content positions of its parts in the table's layout */
    private record Member(String name, Synthesizer synthesizer, List<Integer> content, List<Integer> bridges) {}

    /**
     * @param trained in the order in which batches are made
     * @throws IllegalArgumentException if they don't make every column of the table once, or a bridge too late
     */
    public static BatchedSynthesizer of(ColumnLayout content, List<Trained> trained) {
        Map<String, List<Integer>> positions = positions(content);
        List<Member> members = new ArrayList<>();
        Set<Integer> made = new HashSet<>();
        for (Trained one : trained) {
            List<Integer> bridges = positions(one.batch().bridges(), positions);
            List<Integer> own = positions(one.batch().columns(), positions);
            if (!made.containsAll(bridges)) {
                throw new IllegalArgumentException(
                        "batch " + one.batch().name() + " is made before a column that it is conditioned on");
            }
            if (own.stream().anyMatch(p -> !made.add(p))) {
                throw new IllegalArgumentException("batch " + one.batch().name() + " makes a column a second time");
            }
            members.add(new Member(one.batch().name(), one.synthesizer(), own, bridges));
        }
        int parts = positions.values().stream().mapToInt(List::size).sum();
        if (made.size() != parts) {
            throw new IllegalArgumentException("batches leave out a column");
        }
        return new BatchedSynthesizer(members, parts);
    }

    private static Map<String, List<Integer>> positions(ColumnLayout content) {
        Map<String, List<Integer>> positions = new HashMap<>();
        int next = 0;
        for (String column : content.contentColumns()) {
            List<Integer> own = new ArrayList<>();
            for (Part ignored : content.parts(column)) {
                own.add(next++);
            }
            positions.put(column, own);
        }
        return positions;
    }

    private static List<Integer> positions(List<String> columns, Map<String, List<Integer>> positions) {
        return columns.stream().flatMap(c -> positions.get(c).stream()).toList();
    }

    @Override
    public EncodedTable sample(Groups groups, Seed seed) {
        return sample(groups, Conditions.NONE, seed);
    }

    /** A batch follows what is given for it and for its bridges; not what is given for later batches. */
    @Override
    public EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
        EncodedPart[] made = new EncodedPart[parts];
        for (Member member : members) {
            EncodedTable rows = member.synthesizer()
                    .sample(groups(member, groups, made), conditions.of(member.content()), seed.derive(member.name()));
            for (int i = 0; i < member.content().size(); i++) {
                made[member.content().get(i)] = rows.parts().get(i);
            }
        }
        return new EncodedTable(groups.rows(), Arrays.asList(made));
    }

    /** A row's batches are made one after the other, so that its probability is the product of theirs. */
    @Override
    public double[] logLikelihood(Groups groups, EncodedTable rows) {
        EncodedPart[] made = rows.parts().toArray(EncodedPart[]::new);
        double[] out = new double[rows.rows()];
        for (Member member : members) {
            List<EncodedPart> own = member.content().stream().map(p -> made[p]).toList();
            double[] likely = member.synthesizer()
                    .logLikelihood(groups(member, groups, made), new EncodedTable(rows.rows(), own));
            Arrays.setAll(out, row -> out[row] + likely[row]);
        }
        return out;
    }

    /** With bridges every row has a context of its own. */
    private static Groups groups(Member member, Groups groups, EncodedPart[] made) {
        if (member.bridges().isEmpty()) {
            return groups;
        }
        List<EncodedPart> context = new ArrayList<>(groups.contextOfRows().parts());
        member.bridges().forEach(p -> context.add(made[p]));
        int[] counts = new int[groups.rows()];
        Arrays.fill(counts, 1);
        return new Groups(new EncodedTable(groups.rows(), context), counts);
    }

    @Override
    public void close() {
        members.forEach(m -> m.synthesizer().close());
    }
}
