/** Pods: what a pod means in Contrail (spec 02 section 4). */
@NullMarked
package io.contrailkube.core.kind.pod;

import org.jspecify.annotations.NullMarked;
