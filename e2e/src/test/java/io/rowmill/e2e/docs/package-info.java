/**
 * Documents and deployment files held to the code they speak of.
 * Not for what the program does: these tests start nothing.
 */
package io.rowmill.e2e.docs;
