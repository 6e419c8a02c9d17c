/** The language in which cases are written: builders with one default each. */
@NullMarked
package io.contrailkube.core.testing;

import org.jspecify.annotations.NullMarked;
