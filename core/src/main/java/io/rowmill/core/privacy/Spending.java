package io.rowmill.core.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What charges guarantee together. */
public final class Spending {
    private Spending() {}

    /** @return what holds with delta; infinite if the charges spend delta themselves */
    public static double epsilon(List<Charge> charges, double delta) {
        double left = delta - charges.stream().mapToDouble(Charge::delta).sum();
        RenyiCurve cost = charges.stream().map(Charge::cost).reduce(RenyiCurve.none(), RenyiCurve::plus);
        return left > 0 ? cost.epsilon(left).epsilon() : Double.POSITIVE_INFINITY;
    }

    /** Epsilon per stage, each as if it were alone; they don't add up. */
    static Map<String, Double> byStage(List<Charge> charges, double delta) {
        Map<String, List<Charge>> stages = new TreeMap<>();
        charges.forEach(
                c -> stages.computeIfAbsent(c.stage(), s -> new ArrayList<>()).add(c));
        Map<String, Double> out = new TreeMap<>();
        stages.forEach((stage, own) -> out.put(stage, epsilon(own, delta)));
        return out;
    }
}
