/** What a model is, wherever its parts are kept. Not for keeping or fetching them. */
package io.rowmill.core.model;
