/**
 * What a run under differential privacy keeps: its ledger, which is no secret, and its real rows, which are. Only who encodes real rows
 * and who trains on them opens {@link io.rowmill.platform.privacy.RealData}.
 */
@NullMarked
package io.rowmill.platform.privacy;

import org.jspecify.annotations.NullMarked;
