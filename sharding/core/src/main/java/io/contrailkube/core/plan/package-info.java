/** From desired and known objects to ordered steps. Pure: no clock, no I/O, no Akka. */
@NullMarked
package io.contrailkube.core.plan;

import org.jspecify.annotations.NullMarked;
