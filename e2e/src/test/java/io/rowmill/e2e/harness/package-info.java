/**
 * What end-to-end tests stand on: the program as a child process, databases made by the tests, checks of what comes out.
 * Not for anything that looks inside the program.
 */
package io.rowmill.e2e.harness;
