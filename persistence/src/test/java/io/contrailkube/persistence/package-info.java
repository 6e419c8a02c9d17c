/** Tests of the journal. */
@NullMarked
package io.contrailkube.persistence;

import org.jspecify.annotations.NullMarked;
