package io.rowmill.benchmarks;

import java.util.List;

/** Figures that are measured together. */
interface Benchmark {
    /** As it is asked for on the command line. */
    String name();

    List<Figure> measure(Workplace workplace) throws Exception;
}
