/** A stand-in of the Kubernetes API server, in memory, over real HTTP. */
@NullMarked
package io.contrailkube.standins.kubernetes;

import org.jspecify.annotations.NullMarked;
