package io.rowmill.sampler;

import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.MatchedKey;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.TablePlan;
import io.rowmill.schemas.PlannedMatch;
import io.rowmill.schemas.PlannedTable;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SamplingPlan;
import java.util.Optional;
import java.util.OptionalLong;

/** A sample's plan as events carry it. */
final class PlanRecords {
    private PlanRecords() {}

    static SamplingPlan write(SamplePlan plan) {
        return SamplingPlan.newBuilder()
                .setSeed(plan.seed().value())
                .setChunkRows(plan.chunkRows())
                .setTables(plan.tables().stream().map(PlanRecords::write).toList())
                .build();
    }

    private static PlannedTable write(TablePlan table) {
        return PlannedTable.newBuilder()
                .setTable(table.table())
                .setDriverParent(table.driverParent().orElse(null))
                .setExactRows(table.exactRows().isPresent() ? table.exactRows().getAsLong() : null)
                .setNullDriverRows(table.nullDriverRows())
                .setChildrenPerParent(table.childrenPerParent())
                .setPossible(table.possible())
                .setSegmentRows(table.segmentRows())
                .setUniqueness(table.uniqueness().name())
                .setDistinctParents(table.distinctParents())
                .setCompleteBefore(table.completeBefore())
                .setTotalsBefore(table.totalsBefore())
                .setKeyFollowsOrdinal(table.keyFollowsOrdinal())
                .setMatched(table.matched().stream()
                        .map(k -> new PlannedMatch(k.relationship(), k.parent(), k.nullRate(), k.inPairs()))
                        .toList())
                .setTotalsOf(table.totalsOf())
                .setAsDrawn(table.asDrawn())
                .build();
    }

    /** @return the plan of this version's events or of one that wrote it as JSON */
    static SamplePlan read(SamplePlanned event) {
        SamplingPlan plan = event.getSettled();
        return plan == null
                ? Json.read(event.getPlan(), SamplePlan.class)
                : new SamplePlan(
                        new Seed(plan.getSeed()),
                        plan.getChunkRows(),
                        plan.getTables().stream().map(PlanRecords::read).toList());
    }

    private static TablePlan read(PlannedTable table) {
        return new TablePlan(
                table.getTable(),
                Optional.ofNullable(table.getDriverParent()),
                table.getExactRows() == null ? OptionalLong.empty() : OptionalLong.of(table.getExactRows()),
                table.getNullDriverRows(),
                table.getChildrenPerParent(),
                table.getPossible(),
                table.getSegmentRows(),
                Uniqueness.Rule.valueOf(table.getUniqueness()),
                table.getDistinctParents(),
                table.getCompleteBefore(),
                table.getTotalsBefore(),
                table.getKeyFollowsOrdinal(),
                table.getMatched().stream()
                        .map(k -> new MatchedKey(k.getRelationship(), k.getParent(), k.getNullRate(), k.getInPairs()))
                        .toList(),
                table.getTotalsOf(),
                table.getAsDrawn());
    }
}
