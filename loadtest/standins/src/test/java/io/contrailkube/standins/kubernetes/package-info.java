/** The stand-in of Kubernetes, tested over real HTTP, by feature. */
@NullMarked
package io.contrailkube.standins.kubernetes;

import org.jspecify.annotations.NullMarked;
