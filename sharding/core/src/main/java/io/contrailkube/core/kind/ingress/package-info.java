/** Ingresses and their classes (spec 02 sections 7 and 11.2). */
@NullMarked
package io.contrailkube.core.kind.ingress;

import org.jspecify.annotations.NullMarked;
