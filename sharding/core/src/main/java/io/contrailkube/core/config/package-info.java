/** Settings that decide what is made in Contrail (spec 01 section 1), as checked values. */
@NullMarked
package io.contrailkube.core.config;

import org.jspecify.annotations.NullMarked;
