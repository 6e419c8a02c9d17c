/** Kubernetes kinds: what to keep of an object and what it means in Contrail. */
@NullMarked
package io.contrailkube.core.kind;

import org.jspecify.annotations.NullMarked;
