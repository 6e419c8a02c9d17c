/** The Contrail objects that network policies lead to (spec 03 sections 1, 3 and 6). */
@NullMarked
package io.contrailkube.core.firewall;

import org.jspecify.annotations.NullMarked;
