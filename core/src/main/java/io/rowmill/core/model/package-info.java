/** What a model is, wherever its parts are kept. Not for keeping or fetching them. */
@NullMarked
package io.rowmill.core.model;

import org.jspecify.annotations.NullMarked;
