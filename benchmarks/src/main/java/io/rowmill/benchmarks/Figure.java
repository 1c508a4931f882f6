package io.rowmill.benchmarks;

/**
 * One row of the table.
 *
 * @param what is measured, on which data
 * @param value with its unit
 * @param aim with its unit; empty: none
 * @param floor the work that can't be left out, in bytes, rows or operations
 * @param bound what bounds the figure, in a sentence
 */
record Figure(String what, String value, String aim, String floor, String bound) {}
