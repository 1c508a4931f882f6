package io.rowmill.models.ctgan.settings;

/**
 * How long a job trains and with what learning rates: whole ones until the quality stalls, then, over the last share of the
 * training, ones that fall evenly to nothing. A GAN circles around a good place; only smaller steps come nearer.
 *
 * @param decayFrom finished steps from which the rates fall
 * @param last steps after which training ends
 */
public record Course(long decayFrom, long last) {
    /**
     * @param share of the training in which the rates fall, 0 to 1
     * @param epochs most epochs
     * @param stalledAt finished epochs when the quality no longer rose; -1: it still rises. No matter once the rates fall anyway.
     */
    public static Course of(double share, int epochs, long stalledAt, int stepsPerEpoch) {
        long planned = Math.round(epochs * (1 - share));
        if (stalledAt < 0 || stalledAt >= planned) {
            return new Course(planned * stepsPerEpoch, (long) epochs * stepsPerEpoch);
        }
        long falling = Math.round(stalledAt * share / (1 - share));
        return new Course(stalledAt * stepsPerEpoch, Math.min(epochs, stalledAt + falling) * stepsPerEpoch);
    }

    /** What is left of the learning rates. */
    public double rate(long step) {
        return step < decayFrom ? 1 : (double) (last - step) / (last - decayFrom);
    }
}
