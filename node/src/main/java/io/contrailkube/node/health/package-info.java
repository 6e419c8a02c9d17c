/** Whether the node is fit to work, and if not, why. */
@NullMarked
package io.contrailkube.node.health;

import org.jspecify.annotations.NullMarked;
