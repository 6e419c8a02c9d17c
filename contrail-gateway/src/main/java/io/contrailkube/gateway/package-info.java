/** The way to the Contrail API: orders, joins, repeats and limits calls; {@code ContrailGateway} is the door. */
@NullMarked
package io.contrailkube.gateway;

import org.jspecify.annotations.NullMarked;
