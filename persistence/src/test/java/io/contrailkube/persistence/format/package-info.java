/** Tests of the formats. */
@NullMarked
package io.contrailkube.persistence.format;

import org.jspecify.annotations.NullMarked;
