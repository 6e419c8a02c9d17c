/** JSON patch, merge patch and strategic merge patch on JSON trees. */
@NullMarked
package io.contrailkube.standins.kubernetes.patch;

import org.jspecify.annotations.NullMarked;
