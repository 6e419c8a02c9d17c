/** One controller process: the only place where the modules meet. */
@NullMarked
package io.contrailkube.node;

import org.jspecify.annotations.NullMarked;
