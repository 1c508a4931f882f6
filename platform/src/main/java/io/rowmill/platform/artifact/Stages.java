package io.rowmill.platform.artifact;

/** Names of the stages of a run, as in object keys, failures and status. */
public final class Stages {
    public static final String INGEST = "ingest";
    public static final String PREPROCESS = "preprocess";
    public static final String LINKAGE = "linkage";
    public static final String TRAINER = "trainer";
    public static final String SAMPLER = "sampler";

    private Stages() {}
}
