/** A stand-in of the Contrail configuration API server (spec 04), driven by {@code contrail-schema.json} and held in memory. */
@NullMarked
package io.contrailkube.standins.contrail;

import org.jspecify.annotations.NullMarked;
