/** Facts of the specification: names, marks and constants, each with its section. */
@NullMarked
package io.contrailkube.core.spec;

import org.jspecify.annotations.NullMarked;
