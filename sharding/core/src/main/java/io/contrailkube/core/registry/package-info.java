/** The list of kinds; apart from them, or the packages would form a cycle. */
@NullMarked
package io.contrailkube.core.registry;

import org.jspecify.annotations.NullMarked;
