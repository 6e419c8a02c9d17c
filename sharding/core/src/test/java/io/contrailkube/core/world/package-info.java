/** A whole world in memory: Kubernetes, the brains and Contrail, driven step by step, with all that can go wrong. */
@NullMarked
package io.contrailkube.core.world;

import org.jspecify.annotations.NullMarked;
