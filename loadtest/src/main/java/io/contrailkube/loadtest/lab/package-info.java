/** A whole installation on this machine: database, stand-ins and node processes. */
@NullMarked
package io.contrailkube.loadtest.lab;

import org.jspecify.annotations.NullMarked;
