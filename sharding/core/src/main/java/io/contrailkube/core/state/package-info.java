/** What the journal keeps: decisions and the ledger of what stands in Contrail on our behalf. */
@NullMarked
package io.contrailkube.core.state;

import org.jspecify.annotations.NullMarked;
