/**
 * Models that exist: which there are, which one a run builds on, which are sealed.
 * Not for their parts: a model's manifest is an artifact like others.
 */
package io.rowmill.platform.model;
