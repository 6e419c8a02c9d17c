/** Contrail objects as values: what we want to stand, and the catalogue of their types. */
@NullMarked
package io.contrailkube.core.contrail;

import org.jspecify.annotations.NullMarked;
