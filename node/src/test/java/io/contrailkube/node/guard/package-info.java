/** Rules that the whole source tree keeps: coverage of the specification, architecture, size. */
@NullMarked
package io.contrailkube.node.guard;

import org.jspecify.annotations.NullMarked;
