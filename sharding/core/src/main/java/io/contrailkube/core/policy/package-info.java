/** Kubernetes network policies, normalised, and the sets of pods that they and their translation speak of (spec 03 section 11). */
@NullMarked
package io.contrailkube.core.policy;

import org.jspecify.annotations.NullMarked;
