/** From ledger and desired objects to plans. */
@NullMarked
package io.contrailkube.core.reconcile;

import org.jspecify.annotations.NullMarked;
