/** The pipeline on what others run: three real brokers of two versions, a registry and a store that aren't rowmill's, and what goes wrong with them. Not for what one embedded broker can show as well: that is in the package chaos. */
package io.rowmill.e2e.cluster;
