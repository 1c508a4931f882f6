package io.rowmill.core.privacy;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Exact discrete noise for counts: no rounding of doubles tells what was counted. Never seeded by a user.
 *
 * <p>Source: Canonne, Kamath and Steinke, <i>The discrete Gaussian for differential privacy</i>, arXiv 2004.00010, algorithms
 * 1 to 3.
 */
public final class SecureNoise {
    /** Deviations are multiples of its inverse. */
    private static final long GRAIN = 1024;

    private static final double MOST_DEVIATION = 1L << 40;

    private final SecureRandom random;

    public SecureNoise() {
        this(new SecureRandom());
    }

    SecureNoise(SecureRandom random) {
        this.random = random;
    }

    /**
     * A draw of the discrete Gaussian around 0.
     *
     * @param deviation above 0; taken up to the next multiple of 1/1024, so that noise is never less than asked for
     */
    public long gaussian(double deviation) {
        if (!(deviation > 0 && deviation <= MOST_DEVIATION)) {
            throw new IllegalArgumentException("A deviation of noise is above 0 and at most 2^40.");
        }
        BigInteger grains = BigInteger.valueOf((long) Math.ceil(deviation * GRAIN));
        BigInteger variance = grains.multiply(grains); // by GRAIN²
        BigInteger parts = BigInteger.valueOf(GRAIN * GRAIN);
        long scale = (long) Math.floor(deviation) + 1;
        while (true) {
            long candidate = laplace(scale, 1);
            // accepted with probability exp(-(|candidate| - variance / scale)² / (2 variance))
            BigInteger distance = BigInteger.valueOf(Math.abs(candidate))
                    .multiply(parts)
                    .multiply(BigInteger.valueOf(scale))
                    .subtract(variance);
            BigInteger below = variance.multiply(parts)
                    .multiply(BigInteger.valueOf(scale).pow(2))
                    .shiftLeft(1);
            if (isBelowExponential(distance.pow(2), below)) {
                return candidate;
            }
        }
    }

    /**
     * A draw of the discrete Laplace distribution around 0, with P(x) in proportion to exp(-|x| divisor / scale).
     *
     * @param scale above 0
     * @param divisor above 0
     */
    public long laplace(long scale, long divisor) {
        while (true) {
            long size = geometric(scale, divisor);
            boolean negative = random.nextBoolean();
            if (!negative || size != 0) {
                return negative ? -size : size;
            }
        }
    }

    /** P(x) in proportion to exp(-x divisor / scale), x from 0. */
    private long geometric(long scale, long divisor) {
        BigInteger all = BigInteger.valueOf(scale);
        while (true) {
            BigInteger rest = uniform(all);
            if (isBelowExponential(rest, all)) {
                long whole = 0;
                while (isBelowExponential(BigInteger.ONE, BigInteger.ONE)) {
                    whole++;
                }
                return Math.addExact(Math.multiplyExact(whole, scale), rest.longValueExact()) / divisor;
            }
        }
    }

    /** True with probability exp(-numerator / denominator). */
    private boolean isBelowExponential(BigInteger numerator, BigInteger denominator) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        for (BigInteger i = BigInteger.ZERO; i.compareTo(parts[0]) < 0; i = i.add(BigInteger.ONE)) {
            if (!isBelowExponentialOfFraction(BigInteger.ONE, BigInteger.ONE)) {
                return false;
            }
        }
        return isBelowExponentialOfFraction(parts[1], denominator);
    }

    /** True with probability exp(-numerator / denominator), of a fraction of at most 1. */
    private boolean isBelowExponentialOfFraction(BigInteger numerator, BigInteger denominator) {
        long k = 1;
        while (uniform(denominator.multiply(BigInteger.valueOf(k))).compareTo(numerator) < 0) {
            k++;
        }
        return k % 2 == 1;
    }

    /** 0 to bound, without bound, each as probable. */
    private BigInteger uniform(BigInteger bound) {
        BigInteger drawn;
        do {
            drawn = new BigInteger(bound.bitLength(), random);
        } while (drawn.compareTo(bound) >= 0);
        return drawn;
    }
}
