/** Objects under one revision counter, with the history that watches and consistent lists read. */
@NullMarked
package io.contrailkube.standins.kubernetes.store;

import org.jspecify.annotations.NullMarked;
