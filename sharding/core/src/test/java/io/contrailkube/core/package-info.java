/** The language of the tests, shared with the other modules through the test jar. */
@NullMarked
package io.contrailkube.core;

import org.jspecify.annotations.NullMarked;
