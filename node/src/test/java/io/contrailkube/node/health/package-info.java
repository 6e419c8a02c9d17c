/** Tests of the checks behind {@code /readyz}. */
@NullMarked
package io.contrailkube.node.health;

import org.jspecify.annotations.NullMarked;
