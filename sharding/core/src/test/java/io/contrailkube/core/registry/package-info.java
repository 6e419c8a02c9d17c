/** What holds for every kind. */
@NullMarked
package io.contrailkube.core.registry;

import org.jspecify.annotations.NullMarked;
