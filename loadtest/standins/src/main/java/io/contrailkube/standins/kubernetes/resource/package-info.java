/** The kinds the stand-in serves: names, defaults, selectable fields and printer columns, one row per kind. */
@NullMarked
package io.contrailkube.standins.kubernetes.resource;

import org.jspecify.annotations.NullMarked;
