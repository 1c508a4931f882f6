/**
 * What a real day does to the pipeline: processes that die, stall and come back, while a run and a sample go on.
 * Not for what a request can do wrong.
 */
package io.rowmill.e2e.chaos;
