/** Tests of the firewall objects, with the meaning that both oracles read from them. */
@NullMarked
package io.contrailkube.core.firewall;

import org.jspecify.annotations.NullMarked;
