/**
 * The catalogue of topics and their creation.
 * Not for producing or consuming records.
 */
package io.rowmill.platform.topic;
