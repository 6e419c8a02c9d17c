/** The interfaces in which the adapter modules meet; only the node module wires them. */
@NullMarked
package io.contrailkube.core.port;

import org.jspecify.annotations.NullMarked;
