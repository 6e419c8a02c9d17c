/** Classes that break the rules of the architecture on purpose. */
@NullMarked
package io.contrailkube.node.guard.planted.node.deep;

import org.jspecify.annotations.NullMarked;
