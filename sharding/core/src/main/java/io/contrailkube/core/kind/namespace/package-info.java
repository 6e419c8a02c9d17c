/** Namespaces: facts, annotations and what they mean in Contrail (spec 01 section 5). */
@NullMarked
package io.contrailkube.core.kind.namespace;

import org.jspecify.annotations.NullMarked;
